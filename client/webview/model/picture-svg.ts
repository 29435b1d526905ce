import { formatBandwidth, formatBytes, say, type TagType, type Translate } from '@migration-tags/simulator';
import { byteTicks, type MigrationPicture } from './migration-picture.ts';

/** The colours a picture is drawn in, as CSS colours. */
export interface PictureColours {
  readonly background: string;
  readonly text: string;
  readonly muted: string;
  readonly line: string;
  readonly remaining: string;
  readonly dirtied: string;
  readonly sending: string;
  readonly stopped: string;
  readonly approve: string;
  readonly withdraw: string;
}

const WIDTH = 1000;
const HEIGHT = 360;
const PLOT = { left: 80, right: 910, top: 72, bottom: 290 };

const escapeXml = (text: string): string =>
  text.replaceAll('&', '&amp;').replaceAll('<', '&lt;').replaceAll('>', '&gt;').replaceAll('"', '&quot;');

const most = (values: readonly (number | null)[]): number =>
  values.reduce<number>((highest, value) => Math.max(highest, value ?? 0), 0);

/** Path data of a column, with a gap wherever it is `null`. */
const path = (
  values: readonly (number | null)[],
  x: (index: number) => number,
  y: (value: number) => number,
): string => {
  let down = false;
  const parts: string[] = [];
  values.forEach((value, index) => {
    if (value === null) {
      down = false;
      return;
    }
    parts.push(`${down ? 'L' : 'M'}${x(index).toFixed(1)} ${y(value).toFixed(1)}`);
    down = true;
  });
  return parts.join('');
};

const text = (x: number, y: number, content: string, attributes: string): string =>
  `<text x="${x.toFixed(1)}" y="${y.toFixed(1)}" ${attributes}>${escapeXml(content)}</text>`;

/** The migration as a standalone SVG document: what the timeline on the page shows, without its cursor. */
export const pictureSvg = (
  picture: MigrationPicture,
  title: string,
  colours: PictureColours,
  translate: Translate,
): string => {
  const { from: start, to: end } = picture.window;
  const bytes = Math.max(4096, most(picture.remainingBytes), most(picture.dirtiedBytes)) * 1.05;
  const rate = Math.max(1, most(picture.sendingBytesPerSecond)) * 1.6;
  const within = (seconds: number): number => Math.max(start, Math.min(end, seconds));
  const atSeconds = (seconds: number): number =>
    PLOT.left + ((PLOT.right - PLOT.left) * (within(seconds) - start)) / (end - start || 1);
  const x = (index: number): number => atSeconds(picture.seconds[index] ?? 0);
  const scaled = (top: number) => (value: number) => PLOT.bottom - ((PLOT.bottom - PLOT.top) * value) / top;
  const colourOf = (tag: TagType | null): string => (tag === null ? colours.muted : colours[tag]);
  const box = (
    from: number,
    to: number,
    top: number,
    height: number,
    fill: string,
    opacity: number,
  ): string =>
    `<rect x="${atSeconds(from).toFixed(1)}" y="${top}" width="${Math.max(1, atSeconds(to) - atSeconds(from)).toFixed(1)}" height="${height}" fill="${fill}" opacity="${opacity}"/>`;
  const line = (values: readonly (number | null)[], top: number, colour: string, extra: string): string =>
    `<path d="${path(values, x, scaled(top))}" fill="none" stroke="${colour}" ${extra}/>`;
  const legend = [
    [say`left to send`, colours.remaining],
    [say`written since the last round`, colours.dirtied],
    [say`on the link`, colours.sending],
    [say`service stopped`, colours.stopped],
  ] as const;

  return [
    `<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 ${WIDTH} ${HEIGHT}" width="${WIDTH}" height="${HEIGHT}" font-family="system-ui, sans-serif" font-size="11">`,
    `<title>${escapeXml(title)}</title>`,
    `<rect width="${WIDTH}" height="${HEIGHT}" fill="${colours.background}"/>`,
    text(PLOT.left, 22, title, `fill="${colours.text}" font-size="15" font-weight="600"`),
    ...picture.bands.flatMap((band) => {
      const width = atSeconds(band.to) - atSeconds(band.from);
      const name = band.tag === null ? band.name : `${band.name} · ${band.tag}`;
      return [
        box(band.from, band.to, PLOT.top, PLOT.bottom - PLOT.top, colourOf(band.tag), 0.1),
        box(band.from, band.to, PLOT.top - 18, 16, colourOf(band.tag), band.tag === null ? 0.2 : 0.85),
        // Six units a letter at this size, about.
        width > name.length * 6
          ? text(
              atSeconds(band.from) + 4,
              PLOT.top - 6,
              name,
              `fill="${band.tag === null ? colours.text : colours.background}"`,
            )
          : '',
      ];
    }),
    ...byteTicks(bytes, 5).flatMap((tick) => {
      const y = scaled(bytes)(tick);
      return [
        `<path d="M${PLOT.left} ${y.toFixed(1)}H${PLOT.right}" stroke="${colours.line}"/>`,
        text(PLOT.left - 8, y + 4, translate(formatBytes(tick)), `fill="${colours.muted}" text-anchor="end"`),
      ];
    }),
    ...[0, 0.25, 0.5, 0.75, 1].flatMap((share) => {
      const seconds = start + (end - start) * share;
      return text(
        atSeconds(seconds),
        PLOT.bottom + 16,
        translate(say`${Number(seconds.toFixed(2))} s`),
        `fill="${colours.muted}" text-anchor="middle"`,
      );
    }),
    text(
      PLOT.right + 6,
      scaled(rate)(rate / 1.6) + 4,
      translate(formatBandwidth(rate / 1.6)),
      `fill="${colours.muted}"`,
    ),
    line(picture.sendingBytesPerSecond, rate, colours.sending, 'stroke-width="1.2"'),
    line(picture.dirtiedBytes, bytes, colours.dirtied, 'stroke-width="1.4" stroke-dasharray="5 3"'),
    line(picture.remainingBytes, bytes, colours.remaining, 'stroke-width="2"'),
    picture.stopped === null
      ? ''
      : box(
          picture.stopped.from,
          picture.stopped.to,
          PLOT.top,
          PLOT.bottom - PLOT.top,
          colours.stopped,
          0.45,
        ),
    ...picture.marks.flatMap(({ seconds, text: said }, index) => [
      `<path d="M${atSeconds(seconds).toFixed(1)} ${PLOT.top}V${PLOT.bottom}" stroke="${colours.text}" stroke-dasharray="3 3"/>`,
      // Three rows, so that neighbours do not write over each other.
      text(
        atSeconds(seconds) + 3,
        PLOT.top + 14 + 13 * (index % 3),
        translate(said),
        `fill="${colours.text}"`,
      ),
    ]),
    ...legend.flatMap(([name, colour], index) => [
      `<rect x="${PLOT.left + index * 200}" y="${HEIGHT - 30}" width="14" height="4" fill="${colour}"/>`,
      text(PLOT.left + index * 200 + 20, HEIGHT - 25, translate(name), `fill="${colours.muted}"`),
    ]),
    '</svg>',
  ].join('\n');
};
