/**
 * Something to say to a person: an English sentence with numbered gaps, `{0} is hot`, and what stands in them.
 * The sentence is also its key in a translation, so whoever shows it may know another language.
 * Quantities are messages too (`format.ts`): languages write numbers and some units differently.
 */
export interface Message {
  readonly template: string;
  readonly values: readonly MessageValue[];
}

/** A name or source text, the same in every language; a number or a line, written as the language does; or words. */
export type MessageValue = string | number | LineNumber | Message;

/** Counted from 1, and never grouped; an edit above moves it, so that whoever keeps a message can tell. */
export interface LineNumber {
  readonly line: number;
}

/** A language: its sentences by the English ones (what it lacks is said in English), and how it writes numbers. */
export interface Translation {
  /** A BCP 47 language tag: `de`, `pt-br`. */
  readonly locale: string;
  readonly sentences: Readonly<Record<string, string>>;
}

export const ENGLISH: Translation = { locale: 'en', sentences: {} };

/** Puts a message into words. */
export type Translate = (message: Message) => string;

/** Each place in the source has one list of texts for as long as the program runs. */
const templates = new WeakMap<TemplateStringsArray, string>();

/** Template tag: `` say`${name} is hot` ``. Other characters than ASCII are escaped in it: bundlers, whose output is ASCII, cannot. */
export const say = (texts: TemplateStringsArray, ...values: readonly MessageValue[]): Message => {
  let template = templates.get(texts);
  if (template === undefined) {
    template = texts.reduce((before, text, index) => `${before}{${index - 1}}${text}`);
    templates.set(texts, template);
  }
  return { template, values };
};

/** Source text or a name alone: the same in every language. */
export const verbatim = (text: string): Message => ({ template: '{0}', values: [text] });

/**
 * One of two sentences, by what they count. Languages with more plurals than English's word the second one so that it holds for all of
 * them (`runs: {0}`).
 */
export const counted = (count: number, one: Message, others: Message): Message =>
  count === 1 ? one : others;

/** `a, b, c`; nothing of nothing. */
export const listed = ([first, ...others]: readonly Message[]): Message =>
  first ? others.reduce((list, next) => say`${list}, ${next}`, first) : verbatim('');

/** Some gap of the message, or of a message in it, is a line. */
export const namesLine = ({ values }: Message): boolean =>
  values.some((value) => typeof value === 'object' && ('line' in value || namesLine(value)));

export const translateWith = ({ locale, sentences }: Translation): Translate => {
  let numbers: Intl.NumberFormat | null = null;
  const numberText = (value: number): string => {
    // Made when first needed: it loads what the platform knows of the language.
    numbers ??= new Intl.NumberFormat(locale, { maximumFractionDigits: 20 });
    return numbers.format(value);
  };
  const valueText = (value: MessageValue): string => {
    if (typeof value === 'string') return value;
    if (typeof value === 'number') return numberText(value);
    return 'line' in value ? String(value.line) : translate(value);
  };
  const translate = ({ template, values }: Message): string => {
    const sentence = Object.hasOwn(sentences, template) ? sentences[template] : undefined;
    return (sentence ?? template).replaceAll(/\{(\d+)\}/g, (gap, index) => {
      const value = values[Number(index)];
      return value === undefined ? gap : valueText(value);
    });
  };
  return translate;
};

export const inEnglish: Translate = translateWith(ENGLISH);

/** Messages in the order in which they came, each once. */
export class MessageSet {
  readonly #byKey = new Map<string, Message>();

  constructor(messages: Iterable<Message> = []) {
    for (const message of messages) this.add(message);
  }

  get size(): number {
    return this.#byKey.size;
  }

  /** False where it was there already. */
  add(message: Message): boolean {
    const key = messageKey(message);
    if (this.#byKey.has(key)) return false;
    this.#byKey.set(key, message);
    return true;
  }

  /** Up to a size of `most`. */
  addAll(others: MessageSet, most = Number.POSITIVE_INFINITY): void {
    for (const [key, message] of others.#byKey) {
      if (this.size >= most) return;
      if (!this.#byKey.has(key)) this.#byKey.set(key, message);
    }
  }

  [Symbol.iterator](): Iterator<Message> {
    return this.#byKey.values();
  }
}

/** The same for messages that say the same; cheaper than words. */
export const messageKey = ({ template, values }: Message): string =>
  values.reduce<string>((key, value) => {
    if (typeof value !== 'object') return `${key}\0${value}`;
    return `${key}\0${'line' in value ? value.line : messageKey(value)}`;
  }, template);

export const saysTheSame = (a: Message, b: Message): boolean => messageKey(a) === messageKey(b);
