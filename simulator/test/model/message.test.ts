import {
  counted,
  formatBytes,
  formatPageRate,
  inEnglish,
  listed,
  MessageSet,
  namesLine,
  say,
  translateWith,
  verbatim,
} from '@migration-tags/simulator';
import { describe, expect, it } from 'vitest';

describe('a message', () => {
  const fits = say`its whole range fits`;
  const message = say`${'solve'} is quiet: ${fits} into ${2} MiB.`;

  it('is the English sentence with gaps, and what stands in them', () => {
    expect(message).toEqual({ template: '{0} is quiet: {1} into {2} MiB.', values: ['solve', fits, 2] });
    expect(inEnglish(message)).toBe('solve is quiet: its whole range fits into 2 MiB.');
  });

  it('is said in another language with the gaps where that wants them', () => {
    const german = translateWith({
      locale: 'de',
      sentences: {
        '{0} is quiet: {1} into {2} MiB.': 'In {2} MiB passt es: {1}. {0} ist ruhig.',
        'its whole range fits': 'der ganze Bereich',
      },
    });
    expect(german(message)).toBe('In 2 MiB passt es: der ganze Bereich. solve ist ruhig.');
  });

  it('is said in English where the translation lacks it', () => {
    const sentences = { 'its whole range fits': 'alles' };
    expect(translateWith({ locale: 'de', sentences })(message)).toBe('solve is quiet: alles into 2 MiB.');
    expect(inEnglish(say`toString`)).toBe('toString');
  });

  it('leaves alone what looks like a gap in a value', () => {
    expect(inEnglish(say`\`${'{1}'}\` and ${'b'}`)).toBe('`{1}` and b');
  });

  it('has numbers as the language writes them, and lines without a mark', () => {
    const german = translateWith({ locale: 'de', sentences: { '{0} pages/s': '{0} Seiten/s' } });
    const asked = say`${1234.5} at line ${{ line: 1234 }}`;
    expect(inEnglish(asked)).toBe('1,234.5 at line 1234');
    expect(german(asked)).toBe('1.234,5 at line 1234');
    expect(german(formatBytes(12.34 * 2 ** 20))).toBe('12,3 MiB');
    expect(german(formatPageRate(12_000))).toBe('12.000 Seiten/s');
  });

  it('tells whether an edit above would change it', () => {
    expect(namesLine(say`in ${say`\`f\` (line ${{ line: 3 }})`}`)).toBe(true);
    expect(namesLine(say`in ${say`\`f\``} line ${3}`)).toBe(false);
  });

  it('counts in a sentence for one and a sentence for more', () => {
    const runs = (count: number): string => inEnglish(counted(count, say`1 run`, say`${count} runs`));
    expect([runs(0), runs(1), runs(2)]).toEqual(['0 runs', '1 run', '2 runs']);
  });

  it('can be a list', () => {
    expect(inEnglish(listed([say`a`, verbatim('{0}'), say`c`]))).toBe('a, {0}, c');
    expect(inEnglish(listed([]))).toBe('');
  });
});

describe('a set of messages', () => {
  const asking = (name: string, line: number) => say`what is ${name} at ${{ line }}?`;

  it('has each once, in the order in which they came', () => {
    const asked = new MessageSet([asking('a', 1), asking('b', 1), asking('a', 1), asking('a', 2)]);
    expect([...asked].map(inEnglish)).toEqual(['what is a at 1?', 'what is b at 1?', 'what is a at 2?']);
    expect(asked.add(asking('b', 1))).toBe(false);
  });

  it('takes another up to a size', () => {
    const asked = new MessageSet([asking('a', 1)]);
    asked.addAll(new MessageSet([asking('a', 1), asking('b', 1), asking('c', 1)]), 2);
    expect([...asked].map(inEnglish)).toEqual(['what is a at 1?', 'what is b at 1?']);
  });
});
