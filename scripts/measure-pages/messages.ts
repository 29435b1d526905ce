import * as v from 'valibot';

/** The descriptor over which the measured process and the measuring one talk: lines of JSON, and line breaks for answers. */
export const CHANNEL = 3;

/** What the measured process says. */
const Message = v.variant('kind', [
  /** The program has loaded and its writes can be tracked. */
  v.object({ kind: v.literal('ready'), tracking: v.number() }),
  /** Warm; from here on the expression is evaluated without end, or until the process has been timed. */
  v.object({ kind: v.literal('warm'), iterationMs: v.number() }),
  /** A marked function is entered or left: answered by a line when the pages are counted. */
  v.object({ kind: v.literal('enter') }),
  v.object({ kind: v.literal('leave'), milliseconds: v.number() }),
  v.object({ kind: v.literal('failed'), reason: v.string() }),
]);

export type Message = v.InferOutput<typeof Message>;

export const parseMessage = (line: string): Message =>
  v.parse(v.pipe(v.string(), v.parseJson(), Message), line);

/** What the measured process is to run; the first line that it hears. */
const Orders = v.object({
  /** Absolute. With scripts before it, it runs as one more in their global scope; else as a CommonJS module. */
  file: v.string(),
  before: v.array(v.object({ file: v.string(), code: v.string() })),
  /** Evaluated before anything else: what the program expects of its host and Node does not have. */
  host: v.string(),
  /** The text of `file`, made measurable. */
  code: v.string(),
  programArguments: v.array(v.string()),
  warmUpSeconds: v.number(),
  /** Marks without anything between them, before the first call: what counting itself writes. */
  emptyCalls: v.number(),
  /** `null`: for ever. */
  stopAfterSeconds: v.nullable(v.number()),
});

export type Orders = v.InferOutput<typeof Orders>;

export const parseOrders = (text: string): Orders => v.parse(v.pipe(v.string(), v.parseJson(), Orders), text);
