import type { Completion, EngineContext } from './engine.ts';
import { countPages, type PageMap, takeLog } from './page-map.ts';
import { isExhausted, type RoundLimits } from './round-limits.ts';
import { isPressed, type RoundSent, sendQuietPages, sleep } from './round-sender.ts';
import { resumeAndPush, stopAndCopy } from './switch-over.ts';

/** A held migration keeps looking at the dirty log, at the pace of QEMU's bandwidth window. */
const HELD_ROUND_SECONDS = 0.1;

/** What an algorithm decides when a round is over. */
export interface NextRound {
  /** To be sent while the guest runs. */
  readonly toSend: PageMap;
  /** All that a stop now would have to send. */
  readonly left: PageMap;
  /** By the algorithm's own rule; its limits stop it too. */
  readonly mayStop: boolean;
}

export interface RoundLoop {
  readonly limits: RoundLimits;
  /** The pages of the first round. */
  readonly first: PageMap;
  /** The shortest time, now, between two looks at the dirty log. */
  minRoundSeconds?(): number;
  sendRound?(toSend: PageMap): Generator<number, RoundSent, void>;
  /** @param unsent what the round did not come to: nothing, unless it was cut short */
  endRound(dirty: PageMap, unsent: PageMap): NextRound;
}

/** The loop that Xen and its improvements share: rounds, then a stop by rule, by limit or by order. */
export function* copyInRounds(context: EngineContext, loop: RoundLoop): Generator<number, Completion, void> {
  const { gate, journal, memory } = context;
  let toSend = loop.first;
  let sentPages = 0;
  journal.round(countPages(toSend));
  for (let rounds = 1; ; rounds += 1) {
    const startSeconds = context.now();
    const sent = yield* loop.sendRound?.(toSend) ?? sendQuietPages(context, toSend);
    sentPages += sent.pages;
    const leastSeconds = Math.max(
      loop.minRoundSeconds?.() ?? 0,
      gate.permission() === 'held' ? HELD_ROUND_SECONDS : 0,
    );
    yield* sleep(context, leastSeconds - (context.now() - startSeconds), () => isPressed(context));
    const next = loop.endRound(takeLog(context), sent.unsent);
    toSend = next.toSend;
    switch (gate.permission()) {
      case 'forced':
        return yield* stopAndCopy(context, next.left);
      case 'post-copy':
        return yield* resumeAndPush(context, next.left);
      case 'open':
        if (next.mayStop || isExhausted(loop.limits, rounds, sentPages, memory.pages)) {
          return yield* stopAndCopy(context, next.left);
        }
        break;
      case 'held':
        break;
    }
    journal.round(countPages(next.left));
  }
}
