import { ALGORITHMS, type Environment, type RequestModel, type VirtualMachine } from './environment.ts';
import { FieldReader, flag, integer, oneOf, positive, quantity, type ReadValue } from './field-reader.ts';
import { say } from './message.ts';
import type { Parsed, Problem } from './problem.ts';

const GIB = 2 ** 30;

/** What holds where nothing else is said. */
export const defaultEnvironment: Environment = {
  vm: { memoryBytes: 4 * GIB, touchedBytes: 4 * GIB, nonZeroBytes: 4 * GIB, vcpus: 1, accelerator: 'kvm' },
  // 0.1 ms: two hosts of one rack.
  link: { bandwidthBytesPerSecond: 1e9 / 8, latencySeconds: 0.0001, inFlightBytes: null },
  migration: {
    algorithm: 'qemu-precopy',
    // QEMU's default (query-migrate-parameters, 7.2).
    downtimeLimitSeconds: 0.3,
    bandwidthCapBytesPerSecond: null,
    timeoutSeconds: 300,
    onTimeout: 'cancel',
    retries: 0,
    autoConverge: false,
    xbzrle: false,
    multifdChannels: 0,
  },
  request: { at: 'uniform', deadlineSeconds: 600 },
  // Reaction: 10-20 ms from a guest's message on a serial port to the monitor's command (qemu-guided measurements).
  coordinator: { withdrawal: 'hold', suspendLimitSeconds: 1, reactionSeconds: 0.015 },
};

/** Fields of `migration-tags.json` that say nothing about the environment; others read them. */
const FOREIGN_FIELDS = ['$schema', 'runtime', 'rules', 'budget'];

/** Parses the environment part of `migration-tags.json`; what it leaves out comes from `defaults`. */
export function parseEnvironment(
  input: unknown,
  defaults: Environment = defaultEnvironment,
): Parsed<Environment> {
  const problems: Problem[] = [];
  const reader = new FieldReader(input, [], problems);
  const environment = readEnvironment(reader, defaults);
  reader.end(FOREIGN_FIELDS);
  return problems.length === 0 ? { ok: true, value: environment } : { ok: false, problems };
}

/** Reads the environment's fields of an object that may have others too. */
export function readEnvironment(reader: FieldReader, defaults: Environment): Environment {
  return {
    vm: readVirtualMachine(reader.object('vm'), defaults.vm),
    link: readLink(reader.object('link'), defaults.link),
    migration: readMigration(reader.object('migration'), defaults.migration),
    request: readRequest(reader.object('request'), defaults.request),
    coordinator: {
      withdrawal: reader.read(
        'withdrawal',
        oneOf(['cancel', 'hold', 'suspend-task']),
        defaults.coordinator.withdrawal,
      ),
      suspendLimitSeconds: reader.read(
        'suspendLimit',
        quantity('duration'),
        defaults.coordinator.suspendLimitSeconds,
      ),
      reactionSeconds: reader.read('reaction', quantity('duration'), defaults.coordinator.reactionSeconds),
    },
  };
}

export function readVirtualMachine(reader: FieldReader, defaults: VirtualMachine): VirtualMachine {
  const memoryBytes = reader.read('memory', positive('bytes'), defaults.memoryBytes);
  const touchedBytes = reader.read(
    'touched',
    quantity('bytes'),
    reader.has('memory') ? memoryBytes : defaults.touchedBytes,
  );
  const vm = {
    memoryBytes,
    touchedBytes,
    // A page once touched is taken for non-zero: the cautious guess.
    nonZeroBytes: reader.read('nonZero', quantity('bytes'), touchedBytes),
    vcpus: reader.read('vcpus', integer(1, 4096), defaults.vcpus),
    accelerator: reader.read('accelerator', oneOf(['kvm', 'tcg']), defaults.accelerator ?? 'kvm'),
  };
  if (vm.touchedBytes > memoryBytes) reader.problem('touched', say`must not exceed "memory"`);
  if (vm.nonZeroBytes > memoryBytes) reader.problem('nonZero', say`must not exceed "memory"`);
  reader.end();
  return vm;
}

function readLink(reader: FieldReader, defaults: Environment['link']): Environment['link'] {
  const link = {
    bandwidthBytesPerSecond: reader.read(
      'bandwidth',
      positive('bandwidth'),
      defaults.bandwidthBytesPerSecond,
    ),
    latencySeconds: reader.read('latency', quantity('duration'), defaults.latencySeconds),
    inFlightBytes: reader.read('inFlight', quantity('bytes'), defaults.inFlightBytes),
  };
  reader.end();
  return link;
}

function readMigration(reader: FieldReader, defaults: Environment['migration']): Environment['migration'] {
  const migration = {
    algorithm: reader.read('algorithm', oneOf(ALGORITHMS), defaults.algorithm),
    downtimeLimitSeconds: reader.read('downtimeLimit', positive('duration'), defaults.downtimeLimitSeconds),
    bandwidthCapBytesPerSecond: reader.read(
      'bandwidthCap',
      positive('bandwidth'),
      defaults.bandwidthCapBytesPerSecond,
    ),
    timeoutSeconds: reader.read('timeout', positive('duration'), defaults.timeoutSeconds),
    onTimeout: reader.read('onTimeout', oneOf(['cancel', 'force', 'post-copy']), defaults.onTimeout),
    retries: reader.read('retries', integer(0, 1000), defaults.retries),
    autoConverge: reader.read('autoConverge', flag, defaults.autoConverge),
    xbzrle: reader.read('xbzrle', flag, defaults.xbzrle),
    multifdChannels: reader.read('multifdChannels', integer(0, 256), defaults.multifdChannels),
  };
  reader.end();
  return migration;
}

const durationOr =
  (word: string): ReadValue<number | string> =>
  (value, path, problems) =>
    value === word ? word : quantity('duration')(value, path, problems);

export function readRequest(reader: FieldReader, defaults: RequestModel): RequestModel {
  const at = reader.read('at', durationOr('uniform'), defaults.at);
  const deadline = reader.read('deadline', durationOr('none'), defaults.deadlineSeconds);
  reader.end();
  return {
    at: typeof at === 'number' ? at : 'uniform',
    deadlineSeconds: typeof deadline === 'number' ? deadline : null,
  };
}
