type Child = Node | string | null;

/** Attributes as written in HTML; `on…` names take listeners, so that no handler is ever inline. */
interface Attributes {
  readonly [name: string]: string | number | boolean | ((event: Event) => void) | null | undefined;
}

const SVG_NAMESPACE = 'http://www.w3.org/2000/svg';

const fill = <E extends Element>(element: E, attributes: Attributes, children: readonly Child[]): E => {
  for (const [name, value] of Object.entries(attributes)) {
    if (value === null || value === undefined || value === false) continue;
    if (typeof value === 'function') element.addEventListener(name.slice('on'.length), value);
    else element.setAttribute(name, value === true ? '' : String(value));
  }
  element.append(...children.filter((child) => child !== null));
  return element;
};

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
  heading: string,
  explanation: string | null,
  ...children: readonly Child[]
): HTMLElement => {
  const id = `section-${heading.toLowerCase().replaceAll(/[^a-z]+/g, '-')}`;
  return html(
    'section',
    { 'aria-labelledby': id },
    html('h2', { id }, heading),
    explanation === null ? null : html('p', { class: 'explanation' }, explanation),
    ...children,
  );
};
