import { describe, expect, it } from 'vitest';
import { executionsOf } from './program-fixture.ts';

const FS = `
  const { openSync, readSync, writeSync, closeSync, fstatSync, statSync, readFileSync, writeFileSync, appendFileSync, renameSync, unlinkSync } =
    require('node:fs');
  const { join } = require('node:path');
  const scratch = join(require('node:os').tmpdir(), 'scratch-' + process.pid);
  const chunk = new Uint8Array(4096);`;

const MIB = 1 << 20;

/** Trips of the loop that reads what \`before\` has left at \`path\`, 4 KiB at a time. */
const tripsOf = (before: string, path = 'scratch', files: Record<string, number> = {}) => {
  const source = `${FS}
    ${before}
    const file = openSync(${path}, 'r');
    let count = readSync(file, chunk);
    while (count > 0) { count = readSync(file, chunk); }`;
  const [loop] = executionsOf(source, 'while (count > 0)', files);
  if (!loop) throw new Error('it does not run');
  const { low, likely, high } = loop.trips;
  return { low, likely, high, questions: loop.questions.size };
};

const certainly = (trips: number) => ({ low: trips, likely: trips, high: trips, questions: 0 });

describe('a loop that reads a file to its end', () => {
  it('makes as many trips as the program has written chunks', () => {
    const written =
      "const out = openSync(scratch, 'w'); for (let i = 0; i < 300; i++) writeSync(out, chunk);";
    expect(tripsOf(written)).toEqual(certainly(300));
    expect(tripsOf(`${written} closeSync(out);`)).toEqual(certainly(300));
  });

  it('makes one more for what is left of a chunk', () => {
    expect(tripsOf('writeFileSync(scratch, new Uint8Array(3 * 4096 + 1));')).toEqual(certainly(4));
  });

  it('makes none over a file that was emptied', () => {
    expect(tripsOf("writeFileSync(scratch, chunk); openSync(scratch, 'w');")).toEqual(certainly(0));
  });

  it('finds what was appended', () => {
    expect(tripsOf('writeFileSync(scratch, chunk); appendFileSync(scratch, chunk);')).toEqual(certainly(2));
    expect(tripsOf("writeFileSync(scratch, chunk); writeSync(openSync(scratch, 'a'), chunk); ")).toEqual(
      certainly(2),
    );
  });

  it('finds what was written under another name first', () => {
    const made = `
      const made = scratch + '.new';
      writeFileSync(made, new Uint8Array(5 * 4096));
      renameSync(made, scratch);`;
    expect(tripsOf(made)).toEqual(certainly(5));
  });

  it('goes by the length of the text that was written', () => {
    expect(tripsOf("writeFileSync(scratch, 'x'.repeat(9000));")).toEqual(certainly(3));
  });

  it('goes on to the end of a file too long to be read chunk by chunk here', () => {
    const { likely, low, high } = tripsOf(`writeFileSync(scratch, new Uint8Array(${1024 * MIB}));`);
    expect(likely).toBeGreaterThan(262_144 * 0.99);
    expect(likely).toBeLessThan(262_144 * 1.01);
    expect([low, high]).toEqual([likely, likely]);
  });

  it('goes by the size of a file that lies beside the source', () => {
    expect(tripsOf('', "'in.bin'", { 'in.bin': 10 * 4096 })).toEqual(certainly(10));
  });

  it('asks for the size of one that nobody knows', () => {
    const { low, high, questions } = tripsOf('', 'process.argv[2]');
    expect(high).toBeGreaterThan(low);
    expect(questions).toBeGreaterThan(0);
    expect(tripsOf('writeFileSync(scratch, chunk); unlinkSync(scratch);').questions).toBeGreaterThan(0);
  });

  it('does not take one unknown path for another', () => {
    expect(tripsOf('writeFileSync(process.argv[2], chunk);', 'process.argv[3]').questions).toBeGreaterThan(0);
  });

  it('is not moved on by reads from a place of their own', () => {
    const source = `${FS}
      writeFileSync(scratch, new Uint8Array(4 * 4096));
      const file = openSync(scratch);
      readSync(file, chunk, 0, 4096, 8192);
      let count = 1;
      while (count > 0) { count = readSync(file, chunk, { offset: 2048 }); }`;
    const [loop] = executionsOf(source, 'while (count > 0)');
    // 2 KiB each, and one more that finds nothing.
    expect(loop?.trips.likely).toBe(9);
  });
});

describe('the size of a file', () => {
  it.each([['statSync(scratch)'], ["fstatSync(openSync(scratch, 'r'))"]])('is known to %s', (stats) => {
    const source = `${FS}
      writeFileSync(scratch, new Uint8Array(${8 * MIB}));
      function load() { return Buffer.alloc(${stats}.size); }
      load();`;
    const [load] = executionsOf(source, 'function load');
    expect(load?.externalBytes.likely).toBeGreaterThan(8 * MIB * 0.99);
    expect(load?.externalBytes.likely).toBeLessThan(8 * MIB * 1.1);
  });

  it('is what the program has written, whatever lies there now', () => {
    const source = `${FS}
      writeFileSync('out.bin', new Uint8Array(${8 * MIB}));
      function load() { return readFileSync('out.bin'); }
      load();`;
    const [load] = executionsOf(source, 'function load', { 'out.bin': 10 });
    expect(load?.externalBytes.likely).toBeGreaterThan(8 * MIB * 0.99);
  });
});

describe('a file handle', () => {
  const tripsAfter = (read: string) => {
    const source = `
      import { open, readFile, writeFile } from 'node:fs/promises';
      const chunk = new Uint8Array(4096);
      await writeFile('out.bin', new Uint8Array(20 * 4096));
      const handle = await open('out.bin', 'r+');
      ${read}`;
    const [loop] = executionsOf(source, 'for ');
    return loop && { low: loop.trips.low, likely: loop.trips.likely, high: loop.trips.high };
  };

  it('is read to the end of its file', () => {
    expect(
      tripsAfter(`
        for (;;) {
          const { bytesRead } = await handle.read(chunk, 0, 4096, null);
          if (bytesRead === 0) break;
        }`),
    ).toEqual({ low: 21, likely: 21, high: 21 });
  });

  it('knows what has been written through it', () => {
    expect(
      tripsAfter(`
        await handle.write(chunk, 0, 4096, 20 * 4096);
        const { size } = await handle.stat();
        for (let at = 0; at < size; at += 4096) await handle.read(chunk, 0, 4096, at);`),
    ).toEqual({ low: 21, likely: 21, high: 21 });
  });

  it('hands over as many bytes as its file has', () => {
    const source = `
      import { open, writeFile } from 'node:fs/promises';
      await writeFile('out.bin', new Uint8Array(${8 * MIB}));
      async function load() { const handle = await open('out.bin'); return handle.readFile(); }
      await load();`;
    const [load] = executionsOf(source, 'async function load');
    expect(load?.externalBytes.likely).toBeGreaterThan(8 * MIB * 0.99);
  });

  it('is read line by line', () => {
    const loop = tripsAfter('for await (const line of handle.readLines()) chunk[0] = line.length;');
    // 80 KiB of lines of 20 to 400 characters, 80 likely.
    expect(loop?.likely).toBe(1024);
  });
});
