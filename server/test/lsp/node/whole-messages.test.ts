import { PassThrough, Writable } from 'node:stream';
import { expect, test } from 'vitest';
import { StreamMessageWriter } from 'vscode-languageserver/node';
import { wholeMessages } from '../../../src/lsp/node/whole-messages.ts';

const message = (text: string) => ({ jsonrpc: '2.0', method: 'say', params: [text] });

const written = (content: string): string =>
  `Content-Length: ${Buffer.byteLength(content)}\r\n\r\n${content}`;

test('a message leaves in one write, header and content together', async () => {
  const writes: string[] = [];
  const output = new Writable({
    write(chunk: Buffer, _encoding, done) {
      writes.push(String(chunk));
      done();
    },
  });
  const writer = new StreamMessageWriter(wholeMessages(output));
  const messages = [message('kurz'), message('µs · „länger“'), message('x'.repeat(100_000))];
  await Promise.all(messages.map((said) => writer.write(said)));
  expect(writes).toEqual(messages.map((said) => written(JSON.stringify(said))));
});

test('a reader that takes no more, or is gone, is told to the writer', async () => {
  const slow = new PassThrough({ highWaterMark: 1 });
  const writer = new StreamMessageWriter(wholeMessages(slow));
  const order: string[] = [];
  const sent = writer.write(message('a'.repeat(50_000))).then(() => order.push('written'));
  slow.once('readable', () => {
    order.push('read');
    slow.resume();
  });
  await sent;
  expect(order).toEqual(['read', 'written']);

  const failing = new StreamMessageWriter(
    wholeMessages(new Writable({ write: (_chunk, _encoding, done) => done(new Error('EPIPE')) })),
  );
  const failures: string[] = [];
  failing.onError(([failure]) => failures.push(failure.message));
  await expect(failing.write(message('to nobody'))).rejects.toThrow('EPIPE');
  expect(failures).toContain('EPIPE');
});
