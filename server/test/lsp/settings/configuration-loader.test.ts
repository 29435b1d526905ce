import { describe, expect, test } from 'vitest';
import { ConfigurationLoader } from '../../../src/lsp/settings/configuration-loader.ts';

/** Readings that end only when a test says so. */
const slowReadings = () => {
  const read: string[] = [];
  const endings: (() => void)[] = [];
  const loader = new ConfigurationLoader({
    read: (path) => {
      read.push(path);
      return new Promise((end) => endings.push(end));
    },
    onLookedAt: () => {},
  });
  return { loader, read, endOne: () => endings.shift()?.() };
};

/** Whatever can happen without a reading's end has happened. */
const turns = () => new Promise((resume) => setTimeout(resume, 0));

describe('the places of a configuration', () => {
  test('are read once, and nobody goes on before they are', async () => {
    const { loader, read, endOne } = slowReadings();
    const gone: string[] = [];
    void loader.loadFor('/job/a.ts').then(() => gone.push('a'));
    void loader.loadFor('/job/b.ts').then(() => gone.push('b'));
    await turns();
    expect(gone).toEqual([]);
    endOne();
    await turns();
    endOne();
    await turns();
    expect(gone.sort()).toEqual(['a', 'b']);
    expect(read).toEqual(['/job/migration-tags.json', '/migration-tags.json']);
  });

  test('that changed are read again, and waited for again', async () => {
    const { loader, read, endOne } = slowReadings();
    void loader.loadFor('/a.ts');
    void loader.load('/migration-tags.json');
    let isGone = false;
    void loader.loadFor('/b.ts').then(() => {
      isGone = true;
    });
    await turns();
    endOne();
    await turns();
    expect(isGone).toBe(false);
    endOne();
    await turns();
    expect(isGone).toBe(true);
    expect(read).toHaveLength(2);
  });
});
