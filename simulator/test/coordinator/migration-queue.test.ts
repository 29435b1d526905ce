import {
  type CoordinatorEvent,
  type CoordinatorOptions,
  type CoordinatorState,
  coordinatorStep,
  createCoordinator,
  nextTurns,
  type TagType,
  type Withdrawal,
} from '@migration-tags/simulator';
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';

const options = (own: Partial<CoordinatorOptions> = {}): CoordinatorOptions => ({
  heedsTags: true,
  withdrawal: 'hold',
  suspendLimitSeconds: 1,
  deadlineSeconds: 600,
  timeoutSeconds: 300,
  onTimeout: 'cancel',
  retries: 0,
  awaitsTurn: true,
  taggedTasks: ['task'],
  ...own,
});

/** VMs on one link; the queue acts after every event. */
class Link {
  readonly log: string[] = [];
  private states: readonly CoordinatorState[];
  private readonly concurrentCopies: number;

  constructor(vms: readonly CoordinatorOptions[], concurrentCopies = 1) {
    this.states = vms.map(createCoordinator);
    this.concurrentCopies = concurrentCopies;
  }

  get all(): readonly CoordinatorState[] {
    return this.states;
  }

  tell(vm: number, event: CoordinatorEvent): void {
    this.step(vm, event);
    for (;;) {
      const { turns, displaced } = nextTurns(this.states, this.concurrentCopies);
      if (turns.length + displaced.length === 0) return;
      for (const index of turns) this.step(index, { kind: 'turn', atSeconds: event.atSeconds });
      for (const index of displaced) this.step(index, { kind: 'displaced', atSeconds: event.atSeconds });
    }
  }

  /** `0 2 request`, `1 2.5 enter approve`: what happens to which VM and when. */
  play(...story: readonly string[]): readonly string[] {
    for (const line of story) {
      const [vm, at, kind, tag] = line.split(' ');
      this.tell(Number(vm), event(Number(at), kind ?? '', tag === 'withdraw' ? 'withdraw' : 'approve'));
    }
    return this.log;
  }

  private step(vm: number, event: CoordinatorEvent): void {
    this.states = this.states.map((state, index) => {
      if (index !== vm) return state;
      const next = coordinatorStep(state, event);
      for (const { kind } of next.decisions) this.log.push(`${event.atSeconds} ${kind} ${vm}`);
      return next.state;
    });
  }
}

function event(atSeconds: number, kind: string, tag: TagType): CoordinatorEvent {
  switch (kind) {
    case 'enter':
    case 'leave':
      return { kind: kind === 'enter' ? 'tag-entered' : 'tag-left', task: 'task', tag, atSeconds };
    case 'request':
    case 'time':
    case 'switching':
    case 'completed':
    case 'cancelled':
      return { kind, atSeconds };
    default:
      throw new Error(`no event "${kind}"`);
  }
}

describe('VMs that share a link', () => {
  it('copy one after the other', () => {
    const link = new Link([options(), options()]);
    const log = link.play(
      '0 0 enter approve',
      '1 0 enter approve',
      '0 1 request',
      '1 2 request',
      '0 8 switching',
      '0 9 completed',
    );
    expect(log).toEqual(['1 start 0', '9 start 1']);
  });

  it('copy together up to the stated limit', () => {
    const link = new Link([options(), options(), options()], 2);
    const approving = [0, 1, 2].map((vm) => `${vm} 0 enter approve`);
    link.play(...approving, '0 1 request', '1 2 request', '2 3 request', '1 7 switching', '1 8 completed');
    expect(link.log).toEqual(['1 start 0', '2 start 1', '8 start 2']);
  });

  it('go in the order of their deadlines, then of their requests', () => {
    const later = options({ deadlineSeconds: 100 });
    const link = new Link([
      options(),
      later,
      options({ deadlineSeconds: null }),
      options({ deadlineSeconds: 99 }),
    ]);
    const approving = [0, 1, 2, 3].map((vm) => `${vm} 0 enter approve`);
    const ended = [0, 1, 3].map((vm, index) => `${vm} ${10 + index} completed`);
    // 1 and 3 have the same deadline, 101.
    link.play(...approving, '0 0 request', '2 1 request', '1 1 request', '3 2 request', ...ended);
    expect(link.log).toEqual(['0 start 0', '10 start 1', '11 start 3', '12 start 2']);
  });

  it('do not wait for one whose tags do not approve yet, however urgent', () => {
    const link = new Link([options({ deadlineSeconds: 20 }), options()]);
    link.play('0 0 request', '1 0 enter approve', '1 1 request', '0 5 enter approve', '1 9 completed');
    expect(link.log).toEqual(['1 start 1', '9 start 0']);
  });

  it('queue again when they are withdrawn, behind the more urgent', () => {
    const cancelling = options({ withdrawal: 'cancel' });
    const link = new Link([cancelling, options({ deadlineSeconds: 50 })]);
    link.play('0 0 enter approve', '1 0 enter approve', '0 1 request', '1 2 request');
    link.play('0 3 enter withdraw', '0 3.1 cancelled', '0 4 leave withdraw', '1 9 completed');
    expect(link.log).toEqual(['1 start 0', '3 cancel 0', '3.1 start 1', '9 start 0']);
  });

  it('keep the link, and their work, while they are held', () => {
    const link = new Link([options(), options()]);
    link.play('0 0 enter approve', '1 0 enter approve', '0 1 request', '1 2 request');
    link.play('0 3 enter withdraw', '0 9 leave withdraw');
    expect(link.log).toEqual(['1 start 0', '3 hold 0', '9 release 0']);
  });

  it('make way, when held, for one past its deadline', () => {
    const link = new Link([options({ deadlineSeconds: null }), options({ deadlineSeconds: 10 })]);
    link.play('0 0 enter approve', '0 1 request', '0 3 enter withdraw', '1 4 request', '1 14 time');
    link.play('0 14.1 cancelled', '1 20 completed', '0 21 leave withdraw');
    expect(link.log).toEqual(['1 start 0', '3 hold 0', '14 cancel 0', '14.1 start 1', '21 start 0']);
  });

  it('without tags to heed queue past their deadline and still get their turn', () => {
    const unguided = options({ heedsTags: false, deadlineSeconds: 10, timeoutSeconds: 50 });
    const link = new Link([options({ heedsTags: false, deadlineSeconds: null }), unguided]);
    link.play('0 0 request', '1 1 request', '1 11 time', '0 15 completed', '1 40 time');
    expect(link.log).toEqual(['0 start 0', '15 start 1']);
  });
});

const anyVm = fc.record({
  heedsTags: fc.boolean(),
  withdrawal: fc.constantFrom<Withdrawal>('cancel', 'hold', 'suspend-task'),
  deadlineSeconds: fc.constantFrom(null, 5, 20),
  timeoutSeconds: fc.constantFrom(10, 100),
  onTimeout: fc.constantFrom('cancel' as const, 'force' as const, 'post-copy' as const),
  retries: fc.nat(1),
});
const anyHappening = fc.record({
  vm: fc.nat(3),
  kind: fc.constantFrom('enter', 'leave', 'request', 'time', 'switching', 'completed', 'cancelled'),
  tag: fc.constantFrom<TagType>('approve', 'withdraw'),
});
const USING = ['copying', 'held', 'withdrawn', 'switching'];

describe('whatever happens', () => {
  it('no more than the limit copy, no place stays free that somebody may use, and nobody past its deadline waits for a held one', () => {
    fc.assert(
      fc.property(
        fc.array(anyVm, { minLength: 4, maxLength: 4 }),
        fc.array(anyHappening, { maxLength: 60 }),
        fc.integer({ min: 1, max: 3 }),
        (vms, happenings, limit) => {
          const link = new Link(vms.map(options), limit);
          happenings.forEach(({ vm, kind, tag }, atSeconds) => {
            link.tell(vm, event(atSeconds, kind, tag));
            const having = (...statuses: readonly string[]): number =>
              link.all.filter(({ status }) => statuses.includes(status)).length;
            expect(having(...USING)).toBeLessThanOrEqual(limit);
            const { turns, displaced } = nextTurns(link.all, limit);
            expect([...turns, ...displaced]).toEqual([]);
            const overdue = link.all.filter(
              ({ status, deadlinePassed }) => status === 'pending' && deadlinePassed,
            );
            if (having('held') > 0) expect(overdue.length).toBeLessThanOrEqual(having('withdrawn'));
          });
        },
      ),
    );
  });

  it('everybody is done soon after its deadline, a copy’s length for each VM before it', () => {
    const COPY_SECONDS = 5;
    /** A second each for the hypervisor to confirm a cancelled copy, to begin, and to end one. */
    const CHANGE_SECONDS = 3;
    const LAST_SECONDS = 200;
    const guided = fc.record({
      withdrawal: fc.constantFrom<Withdrawal>('cancel', 'hold'),
      deadlineSeconds: fc.integer({ min: 1, max: 60 }),
      /** Seconds at which the task changes between `withdraw` and `approve`. */
      changes: fc.uniqueArray(fc.nat(LAST_SECONDS), { maxLength: 30 }),
    });
    fc.assert(
      fc.property(fc.array(guided, { minLength: 1, maxLength: 5 }), (vms) => {
        const link = new Link(
          vms.map(({ withdrawal, deadlineSeconds }) => options({ withdrawal, deadlineSeconds })),
        );
        const copied = vms.map(() => 0);
        const doneAt = vms.map(() => Number.POSITIVE_INFINITY);
        const tell = (vm: number, kind: string, atSeconds: number, tag: TagType = 'approve'): void =>
          link.tell(vm, event(atSeconds, kind, tag));
        vms.forEach((_, vm) => {
          tell(vm, 'request', 0);
          tell(vm, 'enter', 0, 'withdraw');
        });
        for (let second = 1; second <= LAST_SECONDS; second++) {
          vms.forEach(({ changes }, vm) => {
            if (changes.includes(second)) {
              const innermost = link.all[vm]?.board.get('task')?.at(-1) ?? 'approve';
              tell(vm, 'leave', second, innermost);
              tell(vm, 'enter', second, innermost === 'approve' ? 'withdraw' : 'approve');
            }
            tell(vm, 'time', second);
            switch (link.all[vm]?.status) {
              case 'withdrawn':
                copied[vm] = 0;
                tell(vm, 'cancelled', second);
                break;
              case 'copying':
                copied[vm] = (copied[vm] ?? 0) + 1;
                if ((copied[vm] ?? 0) < COPY_SECONDS) break;
                tell(vm, 'switching', second);
                tell(vm, 'completed', second);
                doneAt[vm] = second;
                break;
            }
          });
        }
        vms.forEach(({ deadlineSeconds }, vm) => {
          expect(doneAt[vm]).toBeLessThanOrEqual(
            deadlineSeconds + vms.length * (COPY_SECONDS + CHANGE_SECONDS),
          );
        });
      }),
    );
  });
});
