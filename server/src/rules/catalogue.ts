import type { Rule } from './rule.ts';
import { badUnit } from './syntax/bad-unit.ts';
import { badValue } from './syntax/bad-value.ts';
import { conflictingTags } from './syntax/conflicting-tags.ts';
import { crossingRegions } from './syntax/crossing-regions.ts';
import { distantTag } from './syntax/distant-tag.ts';
import { duplicateOption } from './syntax/duplicate-option.ts';
import { duplicateTag } from './syntax/duplicate-tag.ts';
import { emptyAssume } from './syntax/empty-assume.ts';
import { emptyRegion } from './syntax/empty-region.ts';
import { endWithoutBegin } from './syntax/end-without-begin.ts';
import { ignoreWithoutReason } from './syntax/ignore-without-reason.ts';
import { misplacedDirective } from './syntax/misplaced-directive.ts';
import { regionAcrossBlocks } from './syntax/region-across-blocks.ts';
import { regionOutsideStatements } from './syntax/region-outside-statements.ts';
import { regionWithoutEnd } from './syntax/region-without-end.ts';
import { unboundTag } from './syntax/unbound-tag.ts';
import { unknownDirective } from './syntax/unknown-directive.ts';
import { unknownOption } from './syntax/unknown-option.ts';
import { unknownRule } from './syntax/unknown-rule.ts';

/** Every rule there is, one file and one page each. */
export const RULES: readonly Rule[] = [
  badUnit,
  badValue,
  conflictingTags,
  crossingRegions,
  distantTag,
  duplicateOption,
  duplicateTag,
  emptyAssume,
  emptyRegion,
  endWithoutBegin,
  ignoreWithoutReason,
  misplacedDirective,
  regionAcrossBlocks,
  regionOutsideStatements,
  regionWithoutEnd,
  unboundTag,
  unknownDirective,
  unknownOption,
  unknownRule,
];
