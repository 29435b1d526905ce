import { afterEach, beforeEach, describe, expect, test, vi } from 'vitest';
import { Heartbeat } from '../src/heartbeat.ts';

/** A server that answers, or not, as the test says. */
class Puppet {
  answers = true;
  isExpected = true;
  asked = 0;
  hung = 0;
  readonly #late: (() => void)[] = [];
  readonly heartbeat = new Heartbeat({
    isExpected: () => this.isExpected,
    ping: () => {
      this.asked += 1;
      return this.answers ? Promise.resolve() : new Promise<void>((answer) => this.#late.push(answer));
    },
    onHung: () => {
      this.hung += 1;
    },
  });

  answerLate(): void {
    for (const answer of this.#late.splice(0)) answer();
  }
}

beforeEach(() => {
  vi.useFakeTimers();
});
afterEach(() => {
  vi.useRealTimers();
});

const passSeconds = (seconds: number): Promise<unknown> => vi.advanceTimersByTimeAsync(seconds * 1000);

describe('the heartbeat', () => {
  test('leaves a server alone that answers', async () => {
    const server = new Puppet();
    await passSeconds(600);
    expect(server).toMatchObject({ asked: 60, hung: 0 });
  });

  test('takes one for hung that has not answered when the second beat after the question comes', async () => {
    const server = new Puppet();
    server.answers = false;
    await passSeconds(29);
    expect(server.hung).toBe(0);
    await passSeconds(1);
    expect(server).toMatchObject({ asked: 1, hung: 1 });
  });

  test('forgives an answer that comes late', async () => {
    const server = new Puppet();
    for (let round = 0; round < 10; round++) {
      server.answers = false;
      await passSeconds(20);
      server.answerLate();
      server.answers = true;
      await passSeconds(10);
    }
    expect(server.hung).toBe(0);
  });

  test('counts anew for the server that replaces a hung one', async () => {
    const server = new Puppet();
    server.answers = false;
    await passSeconds(60);
    expect(server).toMatchObject({ asked: 2, hung: 2 });
  });

  test('does not take the answer of the server before for one of this', async () => {
    const server = new Puppet();
    server.answers = false;
    await passSeconds(40);
    expect(server.hung).toBe(1);
    server.answerLate();
    await passSeconds(10);
    server.answers = false;
    await passSeconds(40);
    expect(server.hung).toBe(2);
  });

  test('expects nothing of a server that is not running, nor holds a question against the next', async () => {
    const server = new Puppet();
    server.answers = false;
    await passSeconds(20);
    server.isExpected = false;
    await passSeconds(300);
    server.isExpected = true;
    server.answers = true;
    await passSeconds(300);
    expect(server.hung).toBe(0);
  });

  test('stops', async () => {
    const server = new Puppet();
    server.heartbeat.dispose();
    await passSeconds(600);
    expect(server.asked).toBe(0);
  });
});
