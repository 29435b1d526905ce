import { describe, expect, test } from 'vitest';
import { inWords } from '../../../server/test/in-words.ts';
import { entityRows } from '../../webview/model/entity-rows.ts';
import { sampleDocument } from './sample-document.ts';

const { entities } = sampleDocument();

describe('entity rows', () => {
  test('put tagged entities first, then those that last longest', () => {
    expect(entityRows([...entities].reverse()).map(({ name }) => name)).toEqual([
      'solve',
      'checkpoint',
      'energy',
    ]);
  });

  test('say unknown, never 0, for what is not known', () => {
    const energy = inWords(entityRows(entities))[2];
    expect(energy).toMatchObject({
      range: { likely: 'unknown', between: null },
      frequency: { likely: 'unknown', between: null },
      downtime: 'unknown',
      verdictText: 'unknown',
    });
  });

  test('promise no downtime for a tag whose code ends too soon', () => {
    const short = entities.map((entity) => ({
      ...entity,
      tag: entity.tag && { ...entity.tag, tooShortToUse: true },
    }));
    expect(inWords(entityRows(short)).map(({ downtime }) => downtime)).toEqual([
      'too short to use',
      'too short to use',
      'unknown',
    ]);
  });

  test('show a number with its doubt, an exact one without', () => {
    expect(inWords(entityRows(entities))[0]?.range).toEqual({
      likely: '32 MiB',
      between: '25.6 MiB – 41.6 MiB',
    });
    expect(inWords(entityRows(entities))[2]?.duration).toEqual({ likely: '1.1 ms', between: null });
  });

  test('count lines from 1, as an editor shows them', () => {
    expect(entityRows(entities)[0]?.location).toBe('main.mjs:11');
  });
});
