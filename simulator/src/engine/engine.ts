import type { MigrationSettings, VirtualMachine } from '../model/environment.ts';
import type { GuestMemory } from './memory.ts';
import type { Random } from './random.ts';

/**
 * One migration algorithm as a process: a generator that reads like the algorithm's published loop.
 *
 * It yields the time until which it wants to sleep (absolute, seconds) and is resumed then, or earlier when the world
 * changed: a phase began, the gate moved, another migration took a share of the link. So between a `yield` and its
 * resumption the writers, the gate and the channel's rate were constant; read `context.now()` and account for what was
 * sent in the time that really passed. Returning means the migration is complete.
 *
 * The simulation may close the generator at any `yield` (a cancelled attempt), except after `gate.switchOver()`.
 */
export type Engine = (context: EngineContext) => Generator<number, Completion, void>;

export interface Completion {
  /** Downtime as the hypervisor itself would report it: without the drain of the bytes in flight. */
  readonly hypervisorDowntimeSeconds: number;
  /** When the hypervisor reports the end, if that is earlier than the engine's return (absolute). */
  readonly finishedAtSeconds?: number;
}

export interface EngineContext {
  readonly vm: VirtualMachine;
  readonly settings: MigrationSettings;
  /** The guest's pages, and which of them the migration still has to send. */
  readonly memory: GuestMemory;
  readonly channel: Channel;
  readonly guest: GuestControl;
  readonly gate: Gate;
  readonly random: Random;
  readonly journal: Journal;
  /** Seconds since the task's start. */
  now(): number;
  /** The earliest time at which the world may change by itself: a phase begins, a tag's message arrives, a timer ends. */
  nextChangeSeconds(): number;
}

/** This migration's share of the link. */
export interface Channel {
  /** Payload bytes per second, now. */
  bytesPerSecond(): number;
  /** One way. */
  readonly latencySeconds: number;
  /** Bytes the sender's network stack takes before a write blocks. */
  readonly inFlightBytes: number;
}

/** The vCPUs, as the hypervisor handles them. */
export interface GuestControl {
  stop(): void;
  /** Runs the guest at the destination. The service downtime is the time between `stop` and `resume`. */
  resume(): void;
  /** Share of its time for which each vCPU is made to sleep, 0 to below 1. */
  throttle(share: number): void;
  /** Time the running guest loses from now on, e.g. waiting for pages after a post-copy switch. */
  stall(seconds: number): void;
}

/**
 * - `open`: may switch over when the algorithm's own rule says so;
 * - `held`: goes on copying, may not switch over;
 * - `forced`: must switch over now;
 * - `post-copy`: must run the guest at the destination now and fetch the rest there.
 */
export type Permission = 'open' | 'held' | 'forced' | 'post-copy';

export interface Gate {
  permission(): Permission;
  /** The point of no return: tags are ignored and the attempt cannot be cancelled any more. Call before `guest.stop()`. */
  switchOver(): void;
}

/** What a run records of an engine, for outcomes and charts. */
export interface Journal {
  /** Bytes put on the wire since the last call. */
  sent(bytes: number): void;
  /** A round begins, i.e. the dirty bitmap was read: pages now pending. `count`: rounds that passed alike. */
  round(pendingPages: number, count?: number): void;
}
