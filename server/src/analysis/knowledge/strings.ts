import type { Effect, ResultShape } from '../effects/effect.ts';
import { add, multiply, NOTHING, type Quantity, quantity } from '../effects/quantity.ts';
import {
  allocates,
  allocatesMany,
  array,
  BOOLEAN,
  calls,
  each,
  INTEGER,
  instance,
  outcome,
  outcomeByCount,
  someOf,
  takes,
  text,
  UNKNOWN,
} from './effect-builders.ts';
import type { KnownCall, ValueView } from './known-effect.ts';
import { family, type KnownRow, type KnownTable } from './known-table.ts';
import { argumentOf, charactersOf, isGiven, numberOf } from './sizes.ts';
import { lineCharacters } from './stream-sizes.ts';

/** V8 SeqOneByteString: 16 B of header and a byte a character (two if any is beyond Latin-1). */
const stringBytes = (characters: Quantity): Quantity => add(characters, quantity(16, 20, 24));

/** V8 SlicedString (4 words) for 13 characters or more, a copy below. */
const SLICE_BYTES = quantity(24, 32, 32);

const fresh = (characters: Quantity) => allocates(stringBytes(characters), 'result');

const slices = (length: (call: KnownCall) => Quantity): KnownRow => ({
  source: 'V8 SlicedString: 32 B, no copy of the characters',
  does: (call) => outcome(text(length(call)), allocatesMany(SLICE_BYTES, 'result'), takes(15)),
});

const copies = (nanosecondsPerCharacter: number): KnownRow => ({
  source: 'V8 SeqOneByteString: a byte a character; half a nanosecond a character and up',
  does: (call) => {
    const length = charactersOf(call.receiver);
    return outcome(text(length), fresh(length), takes(15), takes(nanosecondsPerCharacter, length));
  },
});

const SCAN_SOURCE = 'row "regex test (no captures)": 0.4 ns a character, half of them on average';

const scanned = (characters: Quantity): Effect => ({
  kind: 'seq',
  parts: [takes(8), takes(0.3, characters)],
});

const scans = (result: ResultShape): KnownRow => ({
  source: SCAN_SOURCE,
  does: (call) => outcome(result, scanned(someOf(charactersOf(call.receiver)))),
});

/** From where the search begins to what it finds; `null`: nobody knows where that is. */
const distanceTo = (call: KnownCall, { number: found }: ValueView): Quantity | null => {
  if (found === null || found.low !== found.high) return null;
  const { low, likely, high } = charactersOf(call.receiver);
  const from = argumentOf(call, 1).number?.likely ?? 0;
  const rest = (end: number): number => Math.max(0, end - from);
  return found.likely < 0 ? quantity(rest(low), rest(likely), rest(high)) : quantity(rest(found.likely));
};

const finds: KnownRow = {
  source: SCAN_SOURCE,
  does: (call) => {
    const some = someOf(charactersOf(call.receiver));
    return {
      ...outcome(INTEGER, scanned(some)),
      effectOf: (found) => scanned(distanceTo(call, found) ?? some),
    };
  },
};

const reads = (result: ResultShape): KnownRow => ({
  source: 'estimate: an inlined load; single characters come from a table (V8 single_character_string_table)',
  does: () => outcome(result, takes(2)),
});

/** What lies between two numbers where they are known, else some of the string. */
const between = (call: KnownCall): Quantity => {
  const length = charactersOf(call.receiver);
  const from = argumentOf(call, 0).number;
  const end = argumentOf(call, 1).number;
  if (from === null || (isGiven(argumentOf(call, 1)) && end === null)) return someOf(length);
  const last = end ?? length;
  return quantity(
    Math.max(Math.min(last.low, length.low) - from.high, 0),
    Math.max(Math.min(last.likely, length.likely) - from.likely, 0),
    Math.max(Math.min(last.high, length.high) - from.low, 0),
  );
};

/** Characters between two separators: single ones, lines, or words. */
const partCharacters = (separator: string | null): Quantity => {
  if (separator === '') return quantity(1);
  return separator !== null && /\n|\\n/.test(separator) ? lineCharacters(null) : quantity(2, 6, 100);
};

/** Matches of a pattern in running text: one in 14 characters in row "regex exec global over 100 KB". */
const matchesIn = (characters: Quantity): Quantity =>
  quantity(characters.low / 100, characters.likely / 14, characters.high / 2);

const MATCH_SOURCE = 'row "regex exec global over 100 KB": 232 B and 175 ns a match';
const MATCH_BYTES = quantity(140, 232, 320);

const oneMatch = (call: KnownCall, result: ResultShape) =>
  outcome(
    result,
    allocatesMany(MATCH_BYTES, 'result'),
    takes(120),
    takes(0.4, someOf(charactersOf(argumentOf(call, 0)))),
  );

/** By a pattern that does not match; one that is tied to the start looks there alone. */
const lookedThrough = (call: KnownCall): Quantity =>
  call.receiver.text?.startsWith('^') ? NOTHING : charactersOf(argumentOf(call, 0));

/** As far as the first match after the last one. */
const effectOfSearch = (call: KnownCall): ((match: ValueView) => Effect) => {
  const start = call.receiver.field('lastIndex').number ?? NOTHING;
  return (match) => {
    if (match.kind === 'null') return outcome(UNKNOWN, takes(40), takes(0.4, lookedThrough(call))).effect;
    const found = match.field('index').number;
    const looked =
      found === null
        ? someOf(charactersOf(argumentOf(call, 0)))
        : quantity(Math.max(0, found.likely - start.likely));
    return outcome(UNKNOWN, allocatesMany(MATCH_BYTES, 'result'), takes(120), takes(0.4, looked)).effect;
  };
};

export const strings: KnownTable = {
  String: {
    source: 'row "string: template + number toString"',
    does: (call) => {
      const length = charactersOf(argumentOf(call, 0));
      const isText = argumentOf(call, 0).kind === 'string';
      return outcome(text(length), ...(isText ? [] : [fresh(length)]), takes(20));
    },
  },
  ...family('String.', ['fromCharCode', 'fromCodePoint'], {
    source: 'V8 single_character_string_table for one character of Latin-1',
    does: (call) => {
      const length = quantity(Math.max(call.arguments.length, 1));
      return outcome(
        text(length),
        allocatesMany(quantity(0, length.likely > 1 ? 24 : 0, 24), 'result'),
        takes(5),
      );
    },
  }),
  'String.raw': copies(1),
  ...family('String.prototype.', ['charCodeAt', 'codePointAt'], reads(INTEGER)),
  'String.prototype.localeCompare': {
    source: 'row "localeCompare" of durations-micro.csv: 16 ns for short plain texts',
    does: () => outcome(INTEGER, takes(14)),
  },
  ...family('String.prototype.', ['charAt', 'at'], reads(text(quantity(1)))),
  ...family('String.prototype.', ['toString', 'valueOf'], {
    source: 'the string itself',
    does: (call) => outcome(text(charactersOf(call.receiver)), takes(1)),
  }),
  'String.prototype.indexOf': finds,
  ...family('String.prototype.', ['lastIndexOf', 'search'], scans(INTEGER)),
  'String.prototype.includes': scans(BOOLEAN),
  ...family('String.prototype.', ['startsWith', 'endsWith'], reads(BOOLEAN)),
  ...family('String.prototype.', ['slice', 'substring'], slices(between)),
  'String.prototype.substr': slices((call) =>
    numberOf(argumentOf(call, 1), someOf(charactersOf(call.receiver))),
  ),
  ...family(
    'String.prototype.',
    ['trim', 'trimStart', 'trimEnd'],
    slices((call) => charactersOf(call.receiver)),
  ),
  ...family('String.prototype.', ['toLowerCase', 'toUpperCase'], copies(0.5)),
  ...family('String.prototype.', ['toLocaleLowerCase', 'toLocaleUpperCase'], copies(2)),
  ...family('String.prototype.', ['normalize', 'toWellFormed'], copies(4)),
  ...family('String.prototype.', ['padStart', 'padEnd'], {
    source: 'V8 ConsString over the pad and the string',
    does: (call) => {
      const length = numberOf(argumentOf(call, 0), charactersOf(call.receiver));
      return outcome(text(length), fresh(length), takes(60));
    },
  }),
  'String.prototype.repeat': {
    source: 'V8 String.prototype.repeat: ConsStrings by doubling, flattened on first use',
    does: (call) => {
      const length = multiply(
        charactersOf(call.receiver),
        numberOf(argumentOf(call, 0), quantity(1, 10, 1000)),
      );
      return outcome(text(length), fresh(length), takes(40), takes(0.2, length));
    },
  },
  'String.prototype.concat': {
    source: 'row "string concat +=": 37 B, 22 ns',
    does: (call) => {
      const length = call.arguments.reduce(
        (sum, part) => add(sum, charactersOf(part)),
        charactersOf(call.receiver),
      );
      return outcome(text(length), allocatesMany(quantity(24, 37, 48), 'result'), takes(22));
    },
  },
  'String.prototype.split': {
    source:
      'row "string split/join 100 KB": 58 B and 80 ns a part; row "split into characters" of durations-micro.csv: 1.4 ns each',
    does: (call) => {
      const characters = charactersOf(call.receiver);
      const part = partCharacters(argumentOf(call, 0).text);
      const parts = quantity(
        Math.max(characters.low / part.high, 1),
        Math.max(characters.likely / part.likely, 1),
        Math.max(characters.high / part.low, 1),
      );
      return outcomeByCount(
        (count) => array(count, text(part)),
        parts,
        (count) => [
          allocates(each(count, 8), 'result'),
          allocates(each(count, 8), 'temporary'),
          allocatesMany(each(count, part.high === 1 ? 0 : 32), 'result'),
          takes(part.high === 1 ? 1.4 : 50, count),
          takes(part.high === 1 ? 0 : 0.3, characters),
        ],
      );
    },
  },
  ...family('String.prototype.', ['replace', 'replaceAll'], {
    source: 'estimate: a copy of the string, a work list entry a match',
    does: (call) => {
      const length = charactersOf(call.receiver);
      const matches = matchesIn(length);
      const replacer =
        argumentOf(call, 1).kind === 'function' ? [calls(1, matches, text(quantity(1, 6, 50)))] : [];
      return outcome(
        text(length),
        fresh(length),
        allocatesMany(each(matches, 24), 'temporary'),
        ...replacer,
        takes(50),
        takes(1, length),
      );
    },
  }),
  'String.prototype.match': {
    source: MATCH_SOURCE,
    does: (call) => {
      const matches = matchesIn(charactersOf(call.receiver));
      const parts = (count: Quantity): readonly Effect[] => [
        allocatesMany(each(count, 50), 'result'),
        allocatesMany(MATCH_BYTES, 'result'),
        takes(120),
        // Row "match of all words" of durations-micro.csv: 56 ns a match.
        takes(50, count),
        takes(1, charactersOf(call.receiver)),
      ];
      const isGlobal = (found: ValueView): boolean =>
        found.kind === 'array' && found.field('index').number === null;
      return {
        ...outcome(array(matches, text(quantity(1, 6, 50))), ...parts(matches)),
        effectOf: (found) => ({
          kind: 'seq',
          parts: parts((isGlobal(found) ? found.length : null) ?? matches),
        }),
      };
    },
  },
  'String.prototype.matchAll': {
    source: MATCH_SOURCE,
    does: (call) => {
      const matches = matchesIn(charactersOf(call.receiver));
      return outcome(
        array(matches, array(quantity(1, 3, 6), text(quantity(1, 4, 50)))),
        allocatesMany(multiply(matches, MATCH_BYTES), 'temporary'),
        takes(175, matches),
      );
    },
  },
  'String.prototype.Symbol.iterator': {
    source: 'estimate: a StringIterator of 5 words',
    does: () => outcome(instance('StringIterator'), allocates(quantity(40), 'result'), takes(10)),
  },
  RegExp: {
    source: 'estimate: a JSRegExp of 9 words; compiled once and cached',
    does: () => outcome(instance('RegExp'), allocates(quantity(72, 72, 400), 'result'), takes(150)),
  },
  'RegExp.prototype.exec': {
    source: MATCH_SOURCE,
    does: (call) => ({
      ...oneMatch(call, array(quantity(1, 3, 6), text(quantity(1, 6, 50)))),
      effectOf: effectOfSearch(call),
    }),
  },
  'RegExp.prototype.test': {
    source: 'row "regex test (no captures)": 56 B and 416 ns over 1,006 characters',
    does: (call) =>
      outcome(
        BOOLEAN,
        allocatesMany(quantity(0, 56, 64), 'temporary'),
        takes(40),
        takes(0.4, lookedThrough(call)),
      ),
  },
  'RegExp.prototype.toString': copies(1),
  Symbol: {
    source: 'estimate: 4 words',
    does: () => outcome(UNKNOWN, allocates(quantity(32), 'result'), takes(20)),
  },
  'Symbol.for': { source: 'estimate: a table look-up', does: () => outcome(UNKNOWN, takes(60)) },
  ...family(
    '',
    ['encodeURIComponent', 'encodeURI', 'decodeURIComponent', 'decodeURI', 'escape', 'unescape'],
    {
      source: 'estimate: a copy, 3 ns a character',
      does: (call) => {
        const length = charactersOf(argumentOf(call, 0));
        return outcome(text(length), fresh(length), takes(3, length));
      },
    },
  ),
};
