import { coordinatorStep, createCoordinator, wakeAtSeconds } from '../coordinator/coordinator.ts';
import type { CoordinatorEvent, CoordinatorState, Decision } from '../coordinator/protocol.ts';
import { CALIBRATION } from '../engine/calibration.ts';
import type { Completion } from '../engine/engine.ts';
import { PAGE_BYTES } from '../model/page.ts';
import type { Boundary, GuestTask } from './guest.ts';
import { Inbox } from './inbox.ts';
import { Machine } from './machine.ts';
import { Migration } from './migration.ts';
import type { RunResult, RunSample } from './record.ts';
import { runResult } from './run-result.ts';
import type { Advisor } from './stall-detect.ts';
import { coordinatorOptions, type VmRunSetup } from './vm-setup.ts';

/** `migrate_cancel` until the status is `cancelled` (measured once, QEMU 7.2). */
const CANCEL_SECONDS = 0.048;

/** The run's time; engines move it forward. */
export interface Clock {
  nowSeconds: number;
}

/** One VM of a run: its machine, its coordinator and the attempts to migrate it. */
export class VmRun {
  readonly machine: Machine;
  migration: Migration | null = null;
  private readonly setup: VmRunSetup;
  coordinator: CoordinatorState;
  private readonly inbox = new Inbox();
  /** The engine has to look at the world again. */
  private disturbed = false;
  private sentByEarlierAttempts = 0;
  private advisor: Advisor | null = null;
  private withdrawals = 0;
  private forced = false;
  /** `null` until the migration is complete. */
  result: RunResult | null = null;

  constructor(setup: VmRunSetup) {
    const { environment } = setup;
    this.setup = setup;
    this.machine = new Machine(environment.vm, setup.tasks, setup.random, setup.now);
    this.coordinator = createCoordinator(coordinatorOptions(setup, this.machine));
    for (const task of this.machine.tasks) {
      setup.observer?.phase(0, task.name, task.phase);
      this.announce(task, 0);
    }
    this.inbox.send({ kind: 'request', atSeconds: setup.requestAtSeconds + setup.delaySeconds });
  }

  get finished(): boolean {
    return this.coordinator.status === 'done' || this.coordinator.status === 'failed';
  }

  get copying(): boolean {
    return this.migration !== null;
  }

  nextEventSeconds(): number {
    return Math.min(this.horizonSeconds(), this.migration?.wakeAtSeconds ?? Number.POSITIVE_INFINITY);
  }

  /** Everything but the engine that is due now. */
  proceed(nowSeconds: number): void {
    if (this.machine.nextBoundarySeconds() <= nowSeconds + NO_TIME) {
      this.machine.crossBoundaries((boundary) => this.mayEnter(boundary));
      this.disturbed = true;
    }
    for (let event = this.inbox.take(nowSeconds); event !== null; event = this.inbox.take(nowSeconds)) {
      this.tell(event);
    }
    if ((wakeAtSeconds(this.coordinator) ?? Number.POSITIVE_INFINITY) <= nowSeconds) {
      this.tell({ kind: 'time', atSeconds: nowSeconds });
    }
  }

  /** Lets the engine work until something else happens in this VM, or `untilSeconds`. */
  runEngine(clock: Clock, untilSeconds: number): void {
    const horizon = Math.min(untilSeconds, this.horizonSeconds());
    const { speed } = this.machine;
    while (
      this.migration !== null &&
      (this.disturbed ||
        this.migration.wakeAtSeconds <= clock.nowSeconds ||
        this.migration.wakeAtSeconds < horizon)
    ) {
      if (!this.disturbed) clock.nowSeconds = Math.max(clock.nowSeconds, this.migration.wakeAtSeconds);
      this.disturbed = false;
      this.migration.resume();
      this.setup.observer?.sample(clock.nowSeconds, this.sample());
      if (this.migration.completion !== null) {
        this.complete(this.migration, this.migration.completion, clock.nowSeconds);
      } else if (this.machine.speed !== speed) {
        // The engine stopped or slowed the guest: its phases end at other times now.
        return;
      }
    }
  }

  private horizonSeconds(): number {
    return Math.min(
      this.machine.nextBoundarySeconds(),
      this.inbox.nextSeconds,
      wakeAtSeconds(this.coordinator) ?? Number.POSITIVE_INFINITY,
    );
  }

  private sample(): RunSample {
    return {
      pendingPages: this.migration?.pendingPages ?? null,
      sentBytes: this.sentByEarlierAttempts + (this.migration?.record.sentBytes ?? 0),
      stopped: this.machine.isStopped,
    };
  }

  /** The engine's share of the link has changed. */
  disturb(): void {
    this.disturbed = true;
  }

  private complete(migration: Migration, completion: Completion, nowSeconds: number): void {
    this.machine.catchUp();
    this.result = runResult({
      machine: this.machine,
      tasks: this.setup.tasks,
      record: migration.record,
      requestedAtSeconds: this.setup.requestAtSeconds,
      nowSeconds,
      finishedAtSeconds: completion.finishedAtSeconds ?? nowSeconds,
      hypervisorDowntimeSeconds: completion.hypervisorDowntimeSeconds,
      sentByEarlierAttempts: this.sentByEarlierAttempts,
      forced: this.forced,
      attempts: this.coordinator.attempts,
      withdrawals: this.withdrawals,
    });
    this.setup.observer?.decision(nowSeconds, 'resume');
    this.endAttempt();
    this.tell({ kind: 'completed', atSeconds: nowSeconds });
  }

  /** One event for the coordinator; what it decides is done at once. */
  tell(event: CoordinatorEvent): readonly Decision[] {
    if (event.kind === 'attempt-failed') this.endAttempt();
    if (event.kind === 'request') this.setup.observer?.decision(event.atSeconds, 'request');
    const { state, decisions } = coordinatorStep(this.coordinator, event);
    this.coordinator = state;
    for (const decision of decisions) this.carryOut(decision, event.atSeconds);
    return decisions;
  }

  private carryOut(decision: Decision, nowSeconds: number): void {
    this.setup.observer?.decision(nowSeconds, decision.kind, 'task' in decision ? decision.task : undefined);
    switch (decision.kind) {
      case 'start':
        this.start();
        break;
      case 'cancel':
        this.withdrawals++;
        this.endAttempt();
        this.inbox.send({ kind: 'cancelled', atSeconds: nowSeconds + CANCEL_SECONDS });
        break;
      case 'hold':
        this.withdrawals++;
        this.setPermission('held');
        break;
      case 'release':
        this.setPermission('open');
        break;
      case 'force':
        this.forced = true;
        this.setPermission('forced');
        break;
      case 'post-copy':
        this.forced = true;
        this.setPermission('post-copy');
        break;
      case 'suspend-task':
        // The machine keeps the task at its boundary: see `mayEnter`.
        break;
      case 'resume-task':
        this.resumeTask(decision.task, nowSeconds);
        this.disturbed = true;
        break;
    }
  }

  private start(): void {
    this.forced = false;
    this.advisor = this.setup.createAdvisor?.() ?? null;
    this.machine.contend(CALIBRATION.contendedShare);
    const { environment, channel, random, now, observer } = this.setup;
    this.migration = new Migration(this.machine, environment.migration, channel, random, now, {
      // An advisor has to see every round, so none may be skipped.
      nextChangeSeconds: () => (this.advisor === null ? this.horizonSeconds() : now()),
      onSwitchOver: () => {
        observer?.decision(now(), 'switch');
        this.tell({ kind: 'switching', atSeconds: now() });
      },
      onRound: (pendingPages) => {
        observer?.round(now(), pendingPages);
        this.askAdvisor(pendingPages);
      },
    });
    this.disturbed = true;
  }

  private askAdvisor(pendingPages: number): void {
    const { migration } = this;
    if (migration === null || migration.switching) return;
    const now = this.setup.now();
    switch (this.advisor?.round(now, pendingPages * PAGE_BYTES, migration.record.sentBytes)) {
      case 'switch-over':
        migration.permission = 'forced';
        break;
      case 'give-up':
        migration.permission = 'held';
        this.advisor = null;
        this.inbox.send({ kind: 'attempt-failed', atSeconds: now + CANCEL_SECONDS });
        break;
    }
  }

  private endAttempt(): void {
    this.sentByEarlierAttempts += this.migration?.record.sentBytes ?? 0;
    this.migration = null;
    this.machine.throttle(0);
    this.machine.contend(0);
  }

  private resumeTask(name: string, nowSeconds: number): void {
    const task = this.machine.tasks.find((candidate) => candidate.name === name);
    if (task === undefined) return;
    this.machine.resumeTask(task);
    this.setup.observer?.phase(nowSeconds, name, task.phase);
  }

  private setPermission(permission: Migration['permission']): void {
    if (this.migration === null) return;
    this.migration.permission = permission;
    this.disturbed = true;
  }

  /** A task at the boundary of its next phase tells the coordinator what it leaves and enters. */
  private mayEnter({ task, left }: Boundary): boolean {
    const atSeconds = this.setup.now();
    if (left.tag !== null) this.message({ kind: 'tag-left', task: task.name, tag: left.tag, atSeconds });
    const enters = this.announce(task, atSeconds);
    if (enters) this.setup.observer?.phase(atSeconds, task.name, task.phase);
    return enters;
  }

  private announce(task: GuestTask, atSeconds: number): boolean {
    const { phase } = task;
    if (phase === null) return this.message({ kind: 'task-exited', task: task.name, atSeconds });
    if (phase.tag === null) return true;
    return this.message({ kind: 'tag-entered', task: task.name, tag: phase.tag, atSeconds });
  }

  /** Tags speak over a channel; only a task that may be suspended waits for the answer. */
  private message(event: CoordinatorEvent): boolean {
    const { withdrawal, reactionSeconds } = this.setup.environment.coordinator;
    if (withdrawal === 'suspend-task') {
      return !this.tell(event).some((decision) => decision.kind === 'suspend-task');
    }
    this.inbox.send({ ...event, atSeconds: event.atSeconds + reactionSeconds });
    return true;
  }
}

/** Shorter than any event: rounding. */
const NO_TIME = 1e-9;
