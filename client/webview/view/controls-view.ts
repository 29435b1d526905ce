import { ALGORITHMS, type Message, say } from '@migration-tags/simulator';
import {
  ALGORITHM_LABELS,
  type Knobs,
  positionOf,
  readAlgorithm,
  readWithdrawal,
  SLIDERS,
  type Slider,
  stopsWith,
  WITHDRAWAL_LABELS,
} from '../model/knobs.ts';
import { translate } from '../words.ts';
import { html } from './dom.ts';

export interface ControlsView {
  readonly element: HTMLElement;
  /** Sets every control; does not call back. */
  show(knobs: Knobs): void;
}

/** Sliders and choices. They stay in place while the rest is redrawn, so that a drag or a key is never lost. */
export const controlsView = (
  own: Knobs,
  onChange: (knobs: Partial<Knobs>) => void,
  onReset: () => void,
): ControlsView => {
  const sliders = SLIDERS.map((slider) =>
    sliderControl(slider, own[slider.name], (value) => onChange({ [slider.name]: value })),
  );
  const algorithm = choice(say`Algorithm`, ALGORITHM_LABELS, ALGORITHMS, (value) => {
    const chosen = readAlgorithm(value);
    if (chosen) onChange({ algorithm: chosen });
  });
  const withdrawal = choice(
    say`A withdrawal will`,
    WITHDRAWAL_LABELS,
    ['cancel', 'hold', 'suspend-task'],
    (value) => {
      const chosen = readWithdrawal(value);
      if (chosen) onChange({ withdrawal: chosen });
    },
  );
  const reset = html('button', { type: 'button', class: 'quiet reset', onclick: onReset }, say`Reset`);
  return {
    element: html(
      'form',
      { class: 'controls', 'aria-label': say`Environment`, onsubmit: (event) => event.preventDefault() },
      ...sliders.map(({ element }) => element),
      algorithm.element,
      withdrawal.element,
      reset,
    ),
    show: (knobs) => {
      sliders.forEach((control, index) => {
        const slider = SLIDERS[index];
        if (slider) control.show(knobs[slider.name]);
      });
      algorithm.select.value = knobs.algorithm;
      withdrawal.select.value = knobs.withdrawal;
      reset.disabled = JSON.stringify(knobs) === JSON.stringify(own);
    },
  };
};

const sliderControl = (
  slider: Slider,
  own: number,
  onInput: (value: number) => void,
): { readonly element: HTMLElement; show(value: number): void } => {
  const id = `slider-${slider.name}`;
  const stops = stopsWith(slider, own);
  const output = html('output', { for: id });
  const input = html('input', { type: 'range', id, min: 0, max: stops.length - 1, step: 1 });
  const show = (value: number): void => {
    input.value = String(positionOf(stops, value));
    const text = translate(slider.format(value));
    output.value = text;
    // A screen reader should say the value and not the position.
    input.setAttribute('aria-valuetext', text);
  };
  input.addEventListener('input', () => onInput(stops[Number(input.value)] ?? own));
  return {
    element: html('div', { class: 'control' }, html('label', { for: id }, slider.label), output, input),
    show,
  };
};

const choice = <K extends string>(
  label: Message,
  labels: Readonly<Record<K, Message>>,
  values: readonly K[],
  onChange: (value: string) => void,
): { readonly element: HTMLElement; readonly select: HTMLSelectElement } => {
  const id = `choice-${label.template.toLowerCase().replaceAll(' ', '-')}`;
  const select = html('select', { id }, ...values.map((value) => html('option', { value }, labels[value])));
  select.addEventListener('change', () => onChange(select.value));
  return { element: html('div', { class: 'control' }, html('label', { for: id }, label), select), select };
};
