/** Words for the page's language, or what is the same in every one. */

import type { Message } from '@migration-tags/simulator';
import { translate } from '../words.ts';
export type Words = Message | string;

type Child = Node | Words | null;

/** Attributes as written in HTML; `on…` names take listeners, so that no handler is ever inline. */
interface Attributes {
  readonly [name: string]: Words | number | boolean | ((event: Event) => void) | null | undefined;
}

const SVG_NAMESPACE = 'http://www.w3.org/2000/svg';

const fill = <E extends Element>(element: E, attributes: Attributes, children: readonly Child[]): E => {
  for (const [name, value] of Object.entries(attributes)) {
    if (value === null || value === undefined || value === false) continue;
    if (typeof value === 'function') element.addEventListener(name.slice('on'.length), value);
    else if (typeof value === 'object') element.setAttribute(name, translate(value));
    else element.setAttribute(name, value === true ? '' : String(value));
  }
  element.append(...children.filter((child) => child !== null).map(inWords));
  return element;
};

const inWords = (child: Node | Words): Node | string =>
  typeof child === 'string' || child instanceof Node ? child : translate(child);

/** In place of what the element said before. */
export const write = (element: Element, words: Words): void => element.replaceChildren(inWords(words));

export const html = <K extends keyof HTMLElementTagNameMap>(
  name: K,
  attributes: Attributes = {},
  ...children: readonly Child[]
): HTMLElementTagNameMap[K] => fill(document.createElement(name), attributes, children);

export const svg = <K extends keyof SVGElementTagNameMap>(
  name: K,
  attributes: Attributes = {},
  ...children: readonly Child[]
): SVGElementTagNameMap[K] => fill(document.createElementNS(SVG_NAMESPACE, name), attributes, children);

/** A part of the page with its heading. */
export const section = (
  heading: Message,
  explanation: Message | null,
  ...children: readonly Child[]
): HTMLElement => {
  const id = `section-${heading.template.toLowerCase().replaceAll(/[^a-z]+/g, '-')}`;
  return html(
    'section',
    { 'aria-labelledby': id },
    html('h2', { id }, heading),
    explanation === null ? null : html('p', { class: 'explanation' }, explanation),
    ...children,
  );
};
