import { formatBandwidth, formatBytes, type Message, say } from '@migration-tags/simulator';
import uPlot from 'uplot';
import {
  bandAt,
  byteTicks,
  describePicture,
  type MigrationPicture,
  type PhaseBand,
} from '../model/migration-picture.ts';
import { translate } from '../words.ts';
import { html, write } from './dom.ts';
import { type Palette, tagColour } from './palette.ts';

export interface TimelineView {
  readonly element: HTMLElement;
  show(picture: MigrationPicture): void;
  resize(width: number): void;
  destroy(): void;
}

const HEIGHT = 300;
/** Above the curves: the names of the phases, then the marks. */
const STRIP = 20;

const EMPTY: MigrationPicture = {
  window: { from: 0, to: 1 },
  seconds: [],
  remainingBytes: [],
  dirtiedBytes: [],
  sendingBytesPerSecond: [],
  bands: [],
  marks: [],
  stopped: null,
};

/** Bytes left and dirtied, and the link, over the phases of the workload and the coordinator's decisions. */
export const timelineView = (
  width: number,
  palette: Palette,
  onBand: (band: PhaseBand) => void,
): TimelineView => {
  let picture = EMPTY;
  const chart = html('div', { class: 'chart', role: 'img' });
  const caption = html('p', { class: 'caption', 'aria-live': 'off' });
  const axis = {
    stroke: palette.muted,
    font: `11px ${palette.font}`,
    ticks: { stroke: palette.line, size: 4 },
  };
  const plot = new uPlot(
    {
      width,
      height: HEIGHT,
      padding: [STRIP + 18, 8, 0, 0],
      cursor: { y: false, drag: { x: false, y: false } },
      scales: {
        x: { time: false, range: () => [picture.window.from, picture.window.to] },
        bytes: { range: (_, __, most) => [0, Math.max(4096, most * 1.05)] },
        rate: { range: (_, __, most) => [0, Math.max(1, most * 1.6)] },
      },
      series: [
        {
          label: translate(say`time`),
          value: (_, value) => (value === null ? '' : translate(secondsText(value))),
        },
        {
          label: translate(say`left to send`),
          scale: 'bytes',
          stroke: palette.remaining,
          fill: palette.remainingFill,
          width: 2,
          points: { show: false },
          value: (_, value) => (value === null ? '' : translate(formatBytes(value))),
        },
        {
          label: translate(say`written since the last round`),
          scale: 'bytes',
          stroke: palette.dirtied,
          width: 1.5,
          dash: [5, 3],
          points: { show: false },
          value: (_, value) => (value === null ? '' : translate(formatBytes(value))),
        },
        {
          label: translate(say`on the link`),
          scale: 'rate',
          stroke: palette.sending,
          width: 1.25,
          points: { show: false },
          value: (_, value) => (value === null ? '' : translate(formatBandwidth(value))),
        },
      ],
      axes: [
        {
          ...axis,
          grid: { show: false },
          size: 30,
          values: (_, ticks) => ticks.map((tick) => translate(secondsText(tick))),
        },
        {
          ...axis,
          scale: 'bytes',
          size: 72,
          grid: { stroke: palette.line, width: 1 },
          splits: (self) => [...byteTicks(self.scales.bytes?.max ?? 0, 5)],
          values: (_, ticks) => ticks.map((tick) => translate(formatBytes(tick))),
        },
        {
          ...axis,
          scale: 'rate',
          side: 1,
          size: 76,
          grid: { show: false },
          values: (_, ticks) => ticks.map((tick) => translate(formatBandwidth(tick))),
        },
      ],
      hooks: {
        drawClear: [(self) => drawBands(self, picture, palette)],
        draw: [(self) => drawMarks(self, picture, palette)],
        ready: [
          (self) =>
            self.over.addEventListener('click', (event) => {
              const band = bandAt(picture, self.posToVal(event.offsetX, 'x'));
              if (band) onBand(band);
            }),
        ],
      },
    },
    [[], [], [], []],
    chart,
  );
  return {
    element: html('figure', { class: 'timeline' }, chart, caption),
    show: (shown) => {
      picture = shown;
      plot.setData([
        [...shown.seconds],
        [...shown.remainingBytes],
        [...shown.dirtiedBytes],
        [...shown.sendingBytesPerSecond],
      ]);
      const said = describePicture(shown);
      write(caption, said);
      chart.setAttribute('aria-label', translate(say`Migration over time. ${said}`));
    },
    resize: (newWidth) => plot.setSize({ width: newWidth, height: HEIGHT }),
    destroy: () => plot.destroy(),
  };
};

const secondsText = (seconds: number): Message => say`${Number(seconds.toFixed(3))} s`;

const drawBands = (plot: uPlot, picture: MigrationPicture, palette: Palette): void => {
  const { ctx, bbox } = plot;
  const ratio = devicePixelRatio;
  const strip = STRIP * ratio;
  ctx.save();
  ctx.font = `${11 * ratio}px ${palette.font}`;
  ctx.textAlign = 'left';
  ctx.textBaseline = 'middle';
  for (const band of picture.bands) {
    const left = Math.max(bbox.left, plot.valToPos(band.from, 'x', true));
    const right = Math.min(bbox.left + bbox.width, plot.valToPos(band.to, 'x', true));
    if (right <= left) continue;
    const colour = tagColour(palette, band.tag);
    ctx.fillStyle = colour;
    ctx.globalAlpha = band.tag === null ? 0.05 : 0.11;
    ctx.fillRect(left, bbox.top, right - left, bbox.height);
    ctx.globalAlpha = band.tag === null ? 0.18 : 0.85;
    ctx.fillRect(left, bbox.top - strip, right - left - ratio, strip - 2 * ratio);
    ctx.globalAlpha = 1;
    drawBandName(ctx, band, { left, width: right - left, middle: bbox.top - strip / 2 - ratio }, palette);
  }
  ctx.restore();
};

/** The name where it fits, else the tag's initial, so that a tag is never told by colour alone. */
const drawBandName = (
  ctx: CanvasRenderingContext2D,
  band: PhaseBand,
  box: { readonly left: number; readonly width: number; readonly middle: number },
  palette: Palette,
): void => {
  const pad = 5 * devicePixelRatio;
  const candidates = [
    band.tag === null ? band.name : `${band.name} · ${band.tag}`,
    band.name,
    ...(band.tag === null ? [] : [band.tag.slice(0, 1).toUpperCase()]),
  ];
  const text = candidates.find((candidate) => ctx.measureText(candidate).width + 2 * pad <= box.width);
  if (text === undefined) return;
  ctx.fillStyle = band.tag === null ? palette.text : palette.background;
  ctx.fillText(text, box.left + pad, box.middle);
};

const drawMarks = (plot: uPlot, picture: MigrationPicture, palette: Palette): void => {
  const { ctx, bbox } = plot;
  const ratio = devicePixelRatio;
  ctx.save();
  const { stopped } = picture;
  if (stopped !== null) {
    const left = plot.valToPos(stopped.from, 'x', true);
    const right = Math.max(left + 2 * ratio, plot.valToPos(stopped.to, 'x', true));
    ctx.fillStyle = palette.stopped;
    ctx.globalAlpha = 0.45;
    ctx.fillRect(left, bbox.top, right - left, bbox.height);
    ctx.globalAlpha = 1;
  }
  ctx.strokeStyle = palette.text;
  ctx.fillStyle = palette.text;
  ctx.lineWidth = ratio;
  ctx.setLineDash([3 * ratio, 3 * ratio]);
  ctx.textAlign = 'left';
  ctx.textBaseline = 'alphabetic';
  ctx.font = `${11 * ratio}px ${palette.font}`;
  let freeFrom = Number.NEGATIVE_INFINITY;
  for (const { seconds, text: said } of picture.marks) {
    const text = translate(said);
    const x = plot.valToPos(seconds, 'x', true);
    if (x < bbox.left || x > bbox.left + bbox.width) continue;
    ctx.beginPath();
    ctx.moveTo(x, bbox.top);
    ctx.lineTo(x, bbox.top + bbox.height);
    ctx.stroke();
    const width = ctx.measureText(text).width;
    const left = Math.min(x - 2 * ratio, bbox.left + bbox.width - width);
    // Words that would overlap are left to the caption.
    if (left < freeFrom) continue;
    ctx.fillText(text, left, bbox.top - (STRIP + 6) * ratio);
    freeFrom = left + width + 8 * ratio;
  }
  ctx.restore();
};
