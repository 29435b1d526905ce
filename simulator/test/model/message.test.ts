import { inEnglish, say, translateWith } from '@migration-tags/simulator';
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
      '{0} is quiet: {1} into {2} MiB.': 'In {2} MiB passt es: {1}. {0} ist ruhig.',
      'its whole range fits': 'der ganze Bereich',
    });
    expect(german(message)).toBe('In 2 MiB passt es: der ganze Bereich. solve ist ruhig.');
  });

  it('is said in English where the translation lacks it', () => {
    expect(translateWith({ 'its whole range fits': 'alles' })(message)).toBe(
      'solve is quiet: alles into 2 MiB.',
    );
    expect(inEnglish(say`toString`)).toBe('toString');
  });

  it('leaves alone what looks like a gap in a value', () => {
    expect(inEnglish(say`\`${'{1}'}\` and ${'b'}`)).toBe('`{1}` and b');
  });
});
