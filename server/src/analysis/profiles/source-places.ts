import { type Message, say, type TagType, verbatim } from '@migration-tags/simulator';
import type { CodeEntity, SourceOutline } from '../../source/outline.ts';
import type { AssumedFacts, TagSheet } from '../../tags/tag-sheet.ts';
import type { ContextNode } from '../execution/costs/context-tree.ts';
import type { SourcePlace } from '../timeline.ts';
import { placeKey } from './entity-nodes.ts';

/** What is written in one file, as far as a timeline asks. */
export interface FileFacts {
  readonly outline: SourceOutline;
  readonly sheet: TagSheet;
  /** By place. */
  readonly assumed: ReadonlyMap<string, AssumedFacts>;
}

/** What stands in the source where code ran: its entity, its name, its tag. */
export class SourcePlaces {
  readonly #facts: (file: string) => FileFacts;
  readonly #entities = new Map<string, ReadonlyMap<string, CodeEntity>>();
  readonly #tags = new Map<string, ReadonlyMap<string, TagType>>();

  constructor(facts: (file: string) => FileFacts) {
    this.#facts = facts;
  }

  placeOf(node: ContextNode): SourcePlace {
    const { file, span } = node.site;
    return { file, entity: this.entityOf(node)?.index ?? null, span };
  }

  entityOf({ site: { file, span } }: ContextNode): CodeEntity | undefined {
    let entities = this.#entities.get(file);
    if (!entities) {
      entities = new Map(
        this.#facts(file).outline.entities.map((entity) => [placeKey(file, entity.span), entity]),
      );
      this.#entities.set(file, entities);
    }
    return entities.get(placeKey(file, span));
  }

  nameOf(node: ContextNode): Message {
    const entity = this.entityOf(node);
    if (entity) return verbatim(entity.name);
    const { file, span, label } = node.site;
    const region = this.#facts(file).sheet.tags.find(
      ({ target }) =>
        target.kind === 'region' && target.span.start === span.start && target.span.end === span.end,
    );
    return region && region.label === null ? say`region` : verbatim(region?.label ?? label);
  }

  tagOf({ site: { file, span } }: ContextNode): TagType | null {
    let tags = this.#tags.get(file);
    if (!tags) {
      const { outline, sheet } = this.#facts(file);
      tags = new Map(
        sheet.tags.flatMap(({ type, target }): [string, TagType][] => {
          const tagged = target.kind === 'region' ? target.span : outline.entities[target.entity]?.span;
          return tagged ? [[placeKey(file, tagged), type]] : [];
        }),
      );
      this.#tags.set(file, tags);
    }
    return tags.get(placeKey(file, span)) ?? null;
  }

  assumedOf({ site: { file, span } }: ContextNode): AssumedFacts {
    return this.#facts(file).assumed.get(placeKey(file, span)) ?? {};
  }
}
