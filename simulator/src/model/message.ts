/**
 * Something to say to a person: an English sentence with numbered gaps, `{0} is hot`, and what stands in them.
 * The sentence is also its key in a translation, so whoever shows it may know another language.
 */
export interface Message {
  readonly template: string;
  readonly values: readonly MessageValue[];
}

/** A name, source text or a quantity, the same in every language; or words, which are not. */
export type MessageValue = string | number | Message;

/** Sentences of another language by the English ones; what it lacks is said in English. */
export type Translation = Readonly<Record<string, string>>;

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

export const translateWith =
  (translation: Translation): Translate =>
  ({ template, values }) => {
    const sentence = Object.hasOwn(translation, template) ? translation[template] : undefined;
    return (sentence ?? template).replaceAll(/\{(\d+)\}/g, (gap, index) => {
      const value = values[Number(index)];
      if (value === undefined) return gap;
      return typeof value === 'object' ? translateWith(translation)(value) : String(value);
    });
  };

export const inEnglish: Translate = translateWith({});
