import {
  type CoordinatorEvent,
  type CoordinatorOptions,
  type CoordinatorState,
  coordinatorStep,
  createCoordinator,
  type Decision,
  wakeAtSeconds,
} from '@migration-tags/simulator';
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';

const OPTIONS: CoordinatorOptions = {
  heedsTags: true,
  withdrawal: 'hold',
  suspendLimitSeconds: 1,
  deadlineSeconds: 600,
  timeoutSeconds: 300,
  onTimeout: 'cancel',
  retries: 0,
  taggedTasks: ['a', 'b'],
};

/** `12 enter a approve`: an event in a few words. */
function event(text: string): CoordinatorEvent {
  const [at, kind, task = '', tag] = text.split(' ');
  const atSeconds = Number(at);
  switch (kind) {
    case 'enter':
    case 'leave': {
      if (tag !== 'approve' && tag !== 'withdraw') throw new Error(`no tag in "${text}"`);
      return { kind: kind === 'enter' ? 'tag-entered' : 'tag-left', task, tag, atSeconds };
    }
    case 'exit':
      return { kind: 'task-exited', task, atSeconds };
    case 'request':
    case 'time':
    case 'switching':
    case 'completed':
    case 'cancelled':
      return { kind, atSeconds };
    default:
      throw new Error(`no event in "${text}"`);
  }
}

/** Plays a story; the decisions with the time at which they fell, and the last state. */
function play(
  options: Partial<CoordinatorOptions>,
  ...story: readonly string[]
): { readonly log: readonly string[]; readonly state: CoordinatorState } {
  let state = createCoordinator({ ...OPTIONS, ...options });
  const log: string[] = [];
  for (const line of story) {
    const next = coordinatorStep(state, event(line));
    state = next.state;
    const at = line.split(' ')[0];
    for (const decision of next.decisions) {
      log.push([at, decision.kind, ...('task' in decision ? [decision.task] : [])].join(' '));
    }
  }
  return { log, state };
}

describe('a pending request', () => {
  it('waits for an approval', () => {
    expect(play({}, '0 request').log).toEqual([]);
    expect(play({}, '0 request', '3 enter a approve').log).toEqual(['3 start']);
  });

  it('starts at once inside an approving entity', () => {
    expect(play({}, '0 enter a approve', '1 request').log).toEqual(['1 start']);
  });

  it('does not start while any task bars', () => {
    const story = ['0 request', '1 enter b withdraw', '2 enter a approve', '5 leave b withdraw'];
    expect(play({}, ...story).log).toEqual(['5 start']);
  });

  it('starts when the last tagged task has exited', () => {
    expect(play({}, '0 request', '1 exit a', '2 exit b').log).toEqual(['2 start']);
  });

  it('starts at its deadline, whatever the tags say', () => {
    const { log, state } = play({ deadlineSeconds: 10 }, '0 enter a withdraw', '1 request', '11 time');
    expect(log).toEqual(['11 start']);
    expect(state.status).toBe('copying');
  });

  it('without tags to heed starts at once', () => {
    expect(play({ heedsTags: false }, '0 enter a withdraw', '1 request').log).toEqual(['1 start']);
  });
});

describe('within one task', () => {
  it('lets the innermost tag speak', () => {
    const story = ['0 request', '1 enter a withdraw', '2 enter a approve'];
    expect(play({}, ...story).log).toEqual(['2 start']);
  });

  it('counts nested entries of one entity', () => {
    const story = ['0 enter a withdraw', '0 enter a withdraw', '0 enter b approve', '1 request'];
    expect(play({}, ...story, '2 leave a withdraw').log).toEqual([]);
    expect(play({}, ...story, '2 leave a withdraw', '3 leave a withdraw').log).toEqual(['3 start']);
  });
});

describe('a bar during the copy', () => {
  const start = ['0 enter a approve', '1 request', '2 leave a approve'];

  it('holds it, and lets go when the bar is gone', () => {
    const { log } = play({}, ...start, '3 enter a withdraw', '5 leave a withdraw');
    expect(log).toEqual(['1 start', '3 hold', '5 release']);
  });

  it('cancels it; the request is pending again once the hypervisor says so', () => {
    const story = [
      ...start,
      '3 enter a withdraw',
      '3.1 cancelled',
      '5 leave a withdraw',
      '6 enter a approve',
    ];
    const { log, state } = play({ withdrawal: 'cancel' }, ...story);
    expect(log).toEqual(['1 start', '3 cancel', '6 start']);
    expect(state.attempts).toBe(2);
  });

  it('suspends the task at the boundary until the migration is done', () => {
    const story = [...start, '3 enter a withdraw', '3.4 switching', '3.5 completed'];
    const { log } = play({ withdrawal: 'suspend-task' }, ...story);
    expect(log).toEqual(['1 start', '3 suspend-task a', '3.5 resume-task a']);
  });

  it('lets the task enter after the limit, and holds', () => {
    const story = [...start, '3 enter a withdraw', '4 time', '6 leave a withdraw'];
    const { log } = play({ withdrawal: 'suspend-task' }, ...story);
    expect(log).toEqual(['1 start', '3 suspend-task a', '4 resume-task a', '4 hold', '6 release']);
  });

  it('is ignored once the switch-over has begun', () => {
    const { log, state } = play({}, ...start, '3 switching', '3.1 enter a withdraw', '3.2 completed');
    expect(log).toEqual(['1 start']);
    expect(state.status).toBe('done');
  });

  it('does not outlast the deadline', () => {
    const story = [...start, '3 enter a withdraw', '11 time'];
    expect(play({ deadlineSeconds: 10 }, ...story).log).toEqual(['1 start', '3 hold', '11 release']);
  });
});

describe('an attempt that takes too long', () => {
  const copying = ['0 enter a approve', '0 request'];

  it.each([
    ['cancel', 0, ['0 start', '300 cancel'], 'failed'],
    ['cancel', 1, ['0 start', '300 cancel', '301 start'], 'copying'],
    ['force', 0, ['0 start', '300 force'], 'copying'],
    ['post-copy', 0, ['0 start', '300 post-copy'], 'copying'],
  ] as const)('is ended by %s with %i retries', (onTimeout, retries, expected, status) => {
    const { log, state } = play({ onTimeout, retries }, ...copying, '300 time', '301 cancelled');
    expect(log).toEqual(expected);
    expect(state.status).toBe(status);
  });

  it.each(['force', 'post-copy'] as const)('is, after %s, no longer held by anybody', (onTimeout) => {
    const story = [...copying, '300 time', '300.1 enter b withdraw', '301 leave b withdraw'];
    expect(play({ onTimeout }, ...story).log).toEqual(['0 start', `300 ${onTimeout}`]);
  });

  it.each(['cancel', 'suspend-task'] as const)('keeps its force under %s too', (withdrawal) => {
    const story = [...copying, '300 time', '300.1 enter b withdraw'];
    expect(play({ onTimeout: 'force', withdrawal }, ...story).log).toEqual(['0 start', '300 force']);
  });

  it('that has timed out heeds no bar that comes before the clock was told', () => {
    const story = [...copying, '300.1 enter b withdraw'];
    expect(play({ onTimeout: 'force' }, ...story).log).toEqual(['0 start', '300.1 force']);
  });

  it('is not charged for the time it was held', () => {
    const held = [...copying, '100 enter b withdraw', '150 leave b withdraw'];
    expect(wakeAtSeconds(play({}, ...held).state)).toBe(350);
  });

  it('of an unguided migration ends at the deadline too', () => {
    const unguided = { heedsTags: false, deadlineSeconds: 20 } as const;
    expect(play({ ...unguided, onTimeout: 'force' }, '0 request', '20 time').log).toEqual([
      '0 start',
      '20 force',
    ]);
    const failed = play(unguided, '0 request', '20 time', '20.1 cancelled');
    expect(failed.log).toEqual(['0 start', '20 cancel']);
    expect(failed.state.status).toBe('failed');
  });
});

const anyEvent: fc.Arbitrary<(atSeconds: number) => CoordinatorEvent> = fc.oneof(
  fc
    .record({
      kind: fc.constantFrom('tag-entered' as const, 'tag-left' as const),
      task: fc.constantFrom('a', 'b'),
      tag: fc.constantFrom('approve' as const, 'withdraw' as const),
    })
    .map((tag) => (atSeconds: number) => ({ ...tag, atSeconds })),
  fc
    .constantFrom('a', 'b')
    .map((task) => (atSeconds: number) => ({ kind: 'task-exited', task, atSeconds }) as const),
  fc
    .constantFrom(
      'request' as const,
      'time' as const,
      'switching' as const,
      'completed' as const,
      'cancelled' as const,
      'attempt-failed' as const,
    )
    .map((kind) => (atSeconds: number) => ({ kind, atSeconds })),
);

const anyOptions: fc.Arbitrary<CoordinatorOptions> = fc.record({
  heedsTags: fc.boolean(),
  withdrawal: fc.constantFrom('cancel', 'hold', 'suspend-task'),
  suspendLimitSeconds: fc.constantFrom(0, 1, 5),
  deadlineSeconds: fc.constantFrom(null, 3, 30),
  timeoutSeconds: fc.constantFrom(5, 50),
  onTimeout: fc.constantFrom('cancel', 'force', 'post-copy'),
  retries: fc.nat(2),
  taggedTasks: fc.constant(['a', 'b']),
});

describe('whatever happens', () => {
  const anyStory = fc.array(anyEvent, { maxLength: 40 });
  const everyStep = (
    check: (
      before: CoordinatorState,
      decisions: readonly Decision[],
      after: CoordinatorState,
      atSeconds: number,
    ) => void,
  ): void => {
    fc.assert(
      fc.property(anyOptions, anyStory, (options, story) => {
        let state = createCoordinator(options);
        story.forEach((happened, index) => {
          const { state: after, decisions } = coordinatorStep(state, happened(index));
          check(state, decisions, after, index);
          state = after;
        });
      }),
    );
  };
  const kinds = (decisions: readonly Decision[]): readonly string[] => decisions.map(({ kind }) => kind);

  it('starts only a pending request, and releases only a held one', () => {
    everyStep((before, decisions, after) => {
      if (kinds(decisions).includes('start')) expect(after.attempts).toBe(before.attempts + 1);
      if (kinds(decisions).includes('release')) expect(before.status).toBe('held');
      if (kinds(decisions).includes('hold')) expect(after.status).toBe('held');
    });
  });

  it('never copies with an open gate while a heeded tag bars', () => {
    everyStep((_, __, after) => {
      if (after.status !== 'copying' || !after.options.heedsTags || after.deadlinePassed) return;
      const innermost = [...after.board.values()].map((tags) => tags.at(-1));
      expect(innermost).not.toContain('withdraw');
    });
  });

  it('takes no force back: the attempt is neither held nor cancelled, and no task waits for it', () => {
    everyStep((before, decisions, after) => {
      if (before.forced && before.attempts === after.attempts && before.status === 'copying') {
        expect(['hold', 'cancel', 'suspend-task'].filter((kind) => kinds(decisions).includes(kind))).toEqual(
          [],
        );
      }
    });
  });

  it('lets no tag delay a guided migration after its deadline', () => {
    everyStep((before, decisions, after, atSeconds) => {
      const late =
        before.deadlinePassed || atSeconds >= (before.deadlineAtSeconds ?? Number.POSITIVE_INFINITY);
      if (!late || !before.options.heedsTags || before.status === 'switching') return;
      expect(kinds(decisions)).not.toContain('hold');
      expect(kinds(decisions)).not.toContain('suspend-task');
      if (after.deadlinePassed) expect(['pending', 'held']).not.toContain(after.status);
    });
  });

  it('does nothing once it is done or has failed', () => {
    everyStep((before, decisions) => {
      if (before.status === 'done' || before.status === 'failed') {
        expect(kinds(decisions).filter((kind) => kind !== 'resume-task')).toEqual([]);
      }
    });
  });

  it('lets every suspended task go on when the request is over', () => {
    everyStep((_, __, after) => {
      if (after.status === 'done' || after.status === 'failed') expect(after.suspended).toEqual([]);
    });
  });
});
