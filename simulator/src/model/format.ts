/** Quantities for people: three significant digits, one space, a unit. */

const significant = (value: number): string => {
  if (value === 0) return '0';
  const digits = Math.max(0, 2 - Math.floor(Math.log10(Math.abs(value))));
  // Rounding first, so that 99.96 is 100 and not 100.0.
  const rounded = Number(value.toPrecision(3));
  return digits === 0 || Number.isInteger(rounded)
    ? Math.round(value).toLocaleString('en-US')
    : String(Number(rounded.toFixed(digits)));
};

/** The largest unit in which the value is at least 1, else the smallest. */
function scaled(value: number, units: readonly (readonly [string, number])[]): string {
  for (const [unit, factor] of units) {
    // 0.9995 rounds up to one whole unit.
    if (Math.abs(value) >= factor * 0.9995) return `${significant(value / factor)} ${unit}`;
  }
  const [unit, factor] = units[units.length - 1] ?? ['', 1];
  return `${significant(value / factor)} ${unit}`;
}

/** `12.3 MiB`. */
export const formatBytes = (bytes: number): string =>
  scaled(bytes, [
    ['TiB', 2 ** 40],
    ['GiB', 2 ** 30],
    ['MiB', 2 ** 20],
    ['KiB', 2 ** 10],
    ['B', 1],
  ]);

/** `223 ms`, `1.35 s`, `4 min 10 s`, `2 h 5 min`. */
export function formatDuration(seconds: number): string {
  if (Math.abs(seconds) < 119.5) {
    return scaled(seconds, [
      ['s', 1],
      ['ms', 1e-3],
      ['µs', 1e-6],
    ]);
  }
  const two = (big: number, bigUnit: string, small: number, smallUnit: string): string =>
    small === 0 ? `${big} ${bigUnit}` : `${big} ${bigUnit} ${small} ${smallUnit}`;
  const whole = Math.round(seconds);
  if (whole < 7200) return two(Math.floor(whole / 60), 'min', whole % 60, 's');
  const minutes = Math.round(seconds / 60);
  return two(Math.floor(minutes / 60), 'h', minutes % 60, 'min');
}

/** `12,000 pages/s`. */
export const formatPageRate = (pagesPerSecond: number): string => `${significant(pagesPerSecond)} pages/s`;

/** `160 Mbit/s`, from bytes per second. */
export const formatBandwidth = (bytesPerSecond: number): string =>
  scaled(bytesPerSecond * 8, [
    ['Gbit/s', 1e9],
    ['Mbit/s', 1e6],
    ['kbit/s', 1e3],
    ['bit/s', 1],
  ]);
