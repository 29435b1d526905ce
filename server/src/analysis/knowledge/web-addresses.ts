import type { ResultShape } from '../effects/effect.ts';
import { quantity } from '../effects/quantity.ts';
import {
  allocatesMany,
  array,
  BOOLEAN,
  calls,
  each,
  INTEGER,
  outcome,
  takes,
  text,
  UNDEFINED,
  UNKNOWN,
} from './effect-builders.ts';
import { family, type KnownRow, type KnownTable } from './known-table.ts';

/** Addresses of the web and their parameters: `url`, `querystring`, `URL`, `URLSearchParams`; and what `net` says of addresses. */

/** Texts of 40 characters, three parameters. Longer ones take longer. */
const measured = (result: ResultShape, bytes: number, nanoseconds: number, where: string): KnownRow => ({
  source: `measured, Node 20.20, ${where}: ${bytes} B and ${nanoseconds} ns`,
  does: () =>
    outcome(result, allocatesMany(quantity(bytes / 2, bytes, bytes * 3), 'result'), takes(nanoseconds)),
});

const PART = text(quantity(0, 10, 200));
const ADDRESS = text(quantity(5, 40, 2000));

const PARSED: ResultShape = {
  kind: 'object',
  fields: {
    ...Object.fromEntries(
      ['protocol', 'auth', 'host', 'port', 'hostname', 'hash', 'search'].map((name) => [name, PART]),
    ),
    query: UNKNOWN,
    pathname: ADDRESS,
    path: ADDRESS,
    href: ADDRESS,
  },
};

/** Parameters of an address. */
const PARAMETERS = quantity(0, 3, 30);

export const webAddresses: KnownTable = {
  'url.parse': measured(PARSED, 720, 950, 'a path with three parameters'),
  ...family('url.', ['resolve', 'resolveObject'], measured(ADDRESS, 1580, 3900, 'a short relative path')),
  ...family('url.', ['domainToASCII', 'domainToUnicode'], measured(PART, 80, 500, 'a short name')),
  'url.urlToHttpOptions': measured(PARSED, 400, 600, 'fields read and copied'),
  ...family('querystring.', ['parse', 'decode'], measured(UNKNOWN, 450, 510, 'three parameters')),
  ...family('querystring.', ['stringify', 'encode'], measured(ADDRESS, 430, 620, 'three parameters')),
  ...family('querystring.', ['escape', 'unescape'], measured(PART, 100, 75, 'five characters')),
  'net.isIP': measured({ kind: 'number', value: quantity(0, 4, 6), integer: true }, 35, 35, 'a version 4'),
  ...family('net.', ['isIPv4', 'isIPv6'], measured(BOOLEAN, 35, 35, 'a version 4')),
  ...family('URL.prototype.', ['toString', 'toJSON'], measured(ADDRESS, 0, 10, 'kept')),
  'URLSearchParams.prototype.getAll': measured(array(quantity(0, 1, 10), PART), 180, 25, 'three parameters'),
  ...family(
    'URLSearchParams.prototype.',
    ['keys', 'values', 'entries'],
    measured(array(PARAMETERS, UNKNOWN), 500, 390, 'three parameters'),
  ),
  'URLSearchParams.prototype.sort': measured(UNDEFINED, 480, 900, 'three parameters'),
  'URLSearchParams.prototype.forEach': {
    source: 'estimate: a call a parameter',
    does: () =>
      outcome(
        UNDEFINED,
        allocatesMany(each(PARAMETERS, 20), 'temporary'),
        calls(0, PARAMETERS, PART, PART),
        takes(10),
      ),
  },
  'URLSearchParams.prototype.size': measured(INTEGER, 0, 10, 'kept'),
};
