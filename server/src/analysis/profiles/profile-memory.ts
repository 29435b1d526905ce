import type { AssumedFacts } from '../../tags/tag-sheet.ts';
import type { RuntimeSettings } from '../analyzer.ts';
import type { EntityProfile } from '../entity-profile.ts';
import type { ContextNode } from '../execution/costs/context-tree.ts';
import { profileOf } from './entity-profiles.ts';

interface Remembered {
  readonly executions: readonly ContextNode[];
  readonly assumed: string;
  readonly profile: EntityProfile;
}

/** Profiles of code whose executions are still the same, in one runtime and while nothing comes to other lines. */
export class ProfileMemory {
  readonly #runtime: RuntimeSettings;
  /** By the first of the executions: forgotten with the run it is of. */
  readonly #known = new WeakMap<ContextNode, Remembered>();

  constructor(runtime: RuntimeSettings) {
    this.#runtime = runtime;
  }

  profileOf(
    entity: number,
    executions: readonly ContextNode[],
    assumed: AssumedFacts | undefined,
  ): EntityProfile {
    const [first] = executions;
    if (!first) return profileOf(entity, executions, this.#runtime, assumed);
    const facts = JSON.stringify(assumed) ?? '';
    const known = this.#known.get(first);
    if (known && known.assumed === facts && isSame(known.executions, executions))
      return known.profile.entity === entity ? known.profile : { ...known.profile, entity };
    const profile = profileOf(entity, executions, this.#runtime, assumed);
    this.#known.set(first, { executions, assumed: facts, profile });
    return profile;
  }
}

const isSame = (a: readonly ContextNode[], b: readonly ContextNode[]): boolean =>
  a.length === b.length && a.every((node, index) => node === b[index]);
