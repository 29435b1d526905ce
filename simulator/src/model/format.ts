/** Quantities for people: three significant digits, one space, a unit. Messages, as every language writes numbers its own way. */
import { type Message, say } from './message.ts';

const significant = (value: number): number => {
  if (value === 0) return 0;
  const digits = Math.max(0, 2 - Math.floor(Math.log10(Math.abs(value))));
  // Rounding first, so that 99.96 is 100 and not 100.0.
  const rounded = Number(value.toPrecision(3));
  return digits === 0 || Number.isInteger(rounded) ? Math.round(value) : Number(rounded.toFixed(digits));
};

type Unit = readonly [factor: number, inUnits: (count: number) => Message];

/** The largest unit in which the value is at least 1, else the smallest. */
const scaled = (value: number, units: readonly [Unit, ...Unit[]]): Message => {
  // 0.9995 rounds up to one whole unit.
  const [factor, inUnits] =
    units.find(([whole]) => Math.abs(value) >= whole * 0.9995) ?? units[units.length - 1] ?? units[0];
  return inUnits(significant(value / factor));
};

/** `12.3 MiB`. */
export const formatBytes = (bytes: number): Message =>
  scaled(bytes, [
    [2 ** 40, (count) => say`${count} TiB`],
    [2 ** 30, (count) => say`${count} GiB`],
    [2 ** 20, (count) => say`${count} MiB`],
    [2 ** 10, (count) => say`${count} KiB`],
    [1, (count) => say`${count} B`],
  ]);

/** `223 ms`, `1.35 s`, `4 min 10 s`, `2 h 5 min`. */
export function formatDuration(seconds: number): Message {
  if (Math.abs(seconds) < 119.5) {
    return scaled(seconds, [
      [1, (count) => say`${count} s`],
      [1e-3, (count) => say`${count} ms`],
      [1e-6, (count) => say`${count} \u00b5s`],
    ]);
  }
  const whole = Math.round(seconds);
  if (whole < 7200) return minutesAnd(Math.floor(whole / 60), whole % 60);
  const minutes = Math.round(seconds / 60);
  return hoursAnd(Math.floor(minutes / 60), minutes % 60);
}

const minutesAnd = (minutes: number, seconds: number): Message =>
  seconds === 0 ? say`${minutes} min` : say`${minutes} min ${seconds} s`;

const hoursAnd = (hours: number, minutes: number): Message =>
  minutes === 0 ? say`${hours} h` : say`${hours} h ${minutes} min`;

/** `12,000 pages/s`. */
export const formatPageRate = (pagesPerSecond: number): Message =>
  say`${significant(pagesPerSecond)} pages/s`;

/** `160 Mbit/s`, from bytes per second. */
export const formatBandwidth = (bytesPerSecond: number): Message =>
  scaled(bytesPerSecond * 8, [
    [1e9, (count) => say`${count} Gbit/s`],
    [1e6, (count) => say`${count} Mbit/s`],
    [1e3, (count) => say`${count} kbit/s`],
    [1, (count) => say`${count} bit/s`],
  ]);
