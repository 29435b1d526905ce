import { type Message, say } from './message.ts';
import { PAGE_BYTES } from './page.ts';
import type { Parsed } from './problem.ts';

/** What a number measures. SI base: bytes, seconds, pages per second, calls per second, bytes per second; a count has no unit. */
export type Dimension = 'bytes' | 'duration' | 'page-rate' | 'call-rate' | 'bandwidth' | 'count';

const BYTE_UNITS = {
  B: 1,
  KiB: 2 ** 10,
  MiB: 2 ** 20,
  GiB: 2 ** 30,
  TiB: 2 ** 40,
  kB: 1e3,
  MB: 1e6,
  GB: 1e9,
  TB: 1e12,
} as const;

const perSecond = (units: Readonly<Record<string, number>>, divisor: number): Record<string, number> =>
  Object.fromEntries(Object.entries(units).map(([unit, factor]) => [`${unit}/s`, factor / divisor]));

/** Units of a dimension and their factors to its SI base. */
const UNITS: Readonly<Record<Dimension, Readonly<Record<string, number>>>> = {
  bytes: BYTE_UNITS,
  duration: { us: 1e-6, ms: 1e-3, s: 1, min: 60, h: 3600 },
  'page-rate': { 'pages/s': 1, ...perSecond(BYTE_UNITS, PAGE_BYTES) },
  'call-rate': { '/s': 1, '/min': 1 / 60, '/h': 1 / 3600 },
  bandwidth: { ...perSecond({ bit: 1, kbit: 1e3, Mbit: 1e6, Gbit: 1e9 }, 8), ...perSecond(BYTE_UNITS, 1) },
  count: {},
};

const EXPECTED: Readonly<Record<Dimension, Message>> = {
  bytes: say`a size such as 64MiB (units B, KiB, MiB, GiB, TiB, kB, MB, GB, TB)`,
  duration: say`a duration such as 300ms (units us, ms, s, min, h)`,
  'page-rate': say`a page rate such as 12_000pages/s (units pages/s, or bytes such as MB/s)`,
  'call-rate': say`a rate of calls such as 200/s (units /s, /min, /h)`,
  bandwidth: say`a bandwidth such as 1Gbit/s (units bit/s, kbit/s, Mbit/s, Gbit/s, or bytes such as MiB/s)`,
  count: say`a number without a unit such as 1e6`,
};

/** The units that `parseQuantity` takes for a dimension, in the order in which they are offered. */
export const unitsOf = (dimension: Dimension): readonly string[] => Object.keys(UNITS[dimension]);

const QUANTITY = /^([+-]?(?:\d[\d_]*)?(?:\.\d[\d_]*)?(?:[eE][+-]?\d+)?)\s*(\D\S*)?$/;

/** Parses `64MiB`, `1.5 s`, `12_000pages/s`, `1e6`: a number ≥ 0 in the dimension's SI base. */
export function parseQuantity(text: string, dimension: Dimension): Parsed<number> {
  const fail = (reason: Message): Parsed<number> => ({
    ok: false,
    problems: [{ path: [], message: say`${reason}; expected ${EXPECTED[dimension]}` }],
  });
  const match = QUANTITY.exec(text.trim());
  const digits = match?.[1]?.replaceAll('_', '') ?? '';
  const value = Number(digits);
  if (match === null || !/\d/.test(digits) || Number.isNaN(value))
    return fail(say`"${text}" is not a quantity`);
  if (value < 0) return fail(say`"${text}" is negative`);

  const unit = match[2];
  if (dimension === 'count') {
    if (unit !== undefined) return fail(say`"${text}" has a unit`);
    return Number.isFinite(value) ? { ok: true, value } : fail(say`"${text}" is too large`);
  }
  if (unit === undefined) return fail(say`"${text}" has no unit`);
  const factor = Object.hasOwn(UNITS[dimension], unit) ? UNITS[dimension][unit] : undefined;
  if (factor === undefined) return fail(say`"${unit}" is not a unit here`);
  // Dividing by 1000 and not multiplying by 1e-3 keeps 300ms exactly 0.3.
  const divisor = Math.round(1 / factor);
  const scaled = Math.abs(divisor * factor - 1) < 1e-12 ? value / divisor : value * factor;
  return Number.isFinite(scaled) ? { ok: true, value: scaled } : fail(say`"${text}" is too large`);
}

/** The text that parses back to exactly this value: whole numbers first, then the shortest. */
export function quantityText(value: number, dimension: Dimension): string {
  if (dimension === 'count') return String(value);
  let best = '';
  let bestCost = Number.POSITIVE_INFINITY;
  for (const [unit, factor] of Object.entries(UNITS[dimension])) {
    const text = `${value / factor}${unit}`;
    const back = parseQuantity(text, dimension);
    // A fraction is worth as much as three more digits: 300ms, not 0.3s.
    const cost = text.length + (text.includes('.') ? 3 : 0);
    if (back.ok && back.value === value && cost < bestCost) {
      best = text;
      bestCost = cost;
    }
  }
  // Every dimension has a unit of factor 1, so some text always parses back.
  return best;
}
