import {
  formatBytes,
  formatDuration,
  listed,
  type Message,
  say,
  type TagType,
} from '@migration-tags/simulator';
import uPlot from 'uplot';
import type { DirtyCurves } from '../model/dirty-curves.ts';
import { translate } from '../words.ts';
import { html } from './dom.ts';
import { type Palette, tagColour } from './palette.ts';

const HEIGHT = 250;
const MOST_CURVES = 8;
const DASHES: readonly number[][] = [[], [7, 4], [2, 3], [9, 3, 2, 3]];

export interface DirtyCurveView {
  readonly element: HTMLElement;
  resize(width: number): void;
  destroy(): void;
}

/** Dirty curves on logarithmic axes: what lies above the link's line cannot be copied as fast as it is written. */
export const dirtyCurveView = (width: number, palette: Palette, model: DirtyCurves): DirtyCurveView => {
  const curves = model.curves.slice(0, MOST_CURVES);
  const chart = html('div', { class: 'chart', role: 'img', 'aria-label': describe(model) });
  const axis = {
    stroke: palette.muted,
    font: `11px ${palette.font}`,
    ticks: { stroke: palette.line, size: 4 },
  };
  const grid = { stroke: palette.line, width: 1 };
  const seen = new Map<TagType | null, number>();
  const plot = new uPlot(
    {
      width,
      height: HEIGHT,
      cursor: { y: false, drag: { x: false, y: false } },
      scales: {
        x: { time: false, distr: 3, range: () => ends(model.secondTicks) },
        y: { distr: 3, range: () => ends(model.byteTicks) },
      },
      series: [
        {
          label: translate(say`after`),
          value: (_, value) => (value === null ? '' : translate(formatDuration(value))),
        },
        {
          label: translate(say`link can send`),
          stroke: palette.budget,
          width: 1.5,
          dash: [2, 3],
          points: { show: false },
          value: (_, value) => (value === null ? '' : translate(formatBytes(value))),
        },
        ...curves.map(({ name, tag }): uPlot.Series => {
          const nth = seen.get(tag) ?? 0;
          seen.set(tag, nth + 1);
          return {
            label: name,
            stroke: tagColour(palette, tag),
            width: 2,
            dash: DASHES[nth % DASHES.length] ?? [],
            points: { show: false },
            value: (_, value) => (value === null ? '' : translate(formatBytes(value))),
          };
        }),
      ],
      axes: [
        {
          ...axis,
          grid,
          size: 30,
          splits: () => [...model.secondTicks],
          filter: (_, ticks) => ticks,
          values: (_, ticks) => ticks.map((tick) => translate(formatDuration(tick))),
        },
        {
          ...axis,
          grid,
          size: 72,
          splits: () => [...model.byteTicks],
          filter: (_, ticks) => ticks,
          values: (_, ticks) => ticks.map((tick) => translate(formatBytes(tick))),
        },
      ],
      hooks: { draw: [(self) => drawBudget(self, model, palette)] },
    },
    [[...model.seconds], [...model.link], ...curves.map(({ bytes }) => [...bytes])],
    chart,
  );
  return {
    element: chart,
    resize: (newWidth) => plot.setSize({ width: newWidth, height: HEIGHT }),
    destroy: () => plot.destroy(),
  };
};

/** The first and last of ascending ticks. */
const ends = (ticks: readonly number[]): [number, number] => [ticks[0] ?? 0, ticks[ticks.length - 1] ?? 1];

const describe = ({ curves, budgetBytes, limitSeconds }: DirtyCurves): Message => {
  const reached = curves.map(
    ({ name, bytes }) => say`${name} reaches ${formatBytes(bytes[bytes.length - 1] ?? 0)}`,
  );
  return say`Dirty curves against the budget of ${formatBytes(budgetBytes)} in ${formatDuration(limitSeconds)}: ${listed(reached)}`;
};

/** The box that a phase has to stay in: the downtime limit by what the link sends within it. */
const drawBudget = (plot: uPlot, { budgetBytes, limitSeconds }: DirtyCurves, palette: Palette): void => {
  const { ctx, bbox } = plot;
  const ratio = devicePixelRatio;
  const bottom = bbox.top + bbox.height;
  const x = Math.min(bbox.left + bbox.width, Math.max(bbox.left, plot.valToPos(limitSeconds, 'x', true)));
  const y = Math.min(bottom, Math.max(bbox.top, plot.valToPos(budgetBytes, 'y', true)));
  ctx.save();
  ctx.fillStyle = palette.budget;
  ctx.globalAlpha = 0.12;
  ctx.fillRect(bbox.left, y, x - bbox.left, bottom - y);
  ctx.globalAlpha = 1;
  ctx.font = `${11 * ratio}px ${palette.font}`;
  ctx.textAlign = 'left';
  ctx.textBaseline = 'alphabetic';
  ctx.fillStyle = palette.text;
  ctx.fillText(translate(say`budget`), bbox.left + 6 * ratio, bottom - 8 * ratio);
  ctx.restore();
};
