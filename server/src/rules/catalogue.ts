import { approveAcrossAwait } from './numbers/approve-across-await.ts';
import { assumeContradicted } from './numbers/assume-contradicted.ts';
import { assumeUnused } from './numbers/assume-unused.ts';
import { becauseContradicted } from './numbers/because-contradicted.ts';
import { contractAtRisk } from './numbers/contract-at-risk.ts';
import { contractBroken } from './numbers/contract-broken.ts';
import { entityTooShort } from './numbers/entity-too-short.ts';
import { hotApprove } from './numbers/hot-approve.ts';
import { quietWithdraw } from './numbers/quiet-withdraw.ts';
import { tagsTooFrequent } from './numbers/tags-too-frequent.ts';
import { unknownCalls } from './numbers/unknown-calls.ts';
import type { Rule } from './rule.ts';
import { approveWithoutContract } from './syntax/approve-without-contract.ts';
import { badUnit } from './syntax/bad-unit.ts';
import { badValue } from './syntax/bad-value.ts';
import { conflictingTags } from './syntax/conflicting-tags.ts';
import { contradictoryNesting } from './syntax/contradictory-nesting.ts';
import { crossingRegions } from './syntax/crossing-regions.ts';
import { distantTag } from './syntax/distant-tag.ts';
import { duplicateOption } from './syntax/duplicate-option.ts';
import { duplicateTag } from './syntax/duplicate-tag.ts';
import { emptyAssume } from './syntax/empty-assume.ts';
import { emptyRegion } from './syntax/empty-region.ts';
import { endWithoutBegin } from './syntax/end-without-begin.ts';
import { ignoreWithoutReason } from './syntax/ignore-without-reason.ts';
import { misplacedDirective } from './syntax/misplaced-directive.ts';
import { redundantNesting } from './syntax/redundant-nesting.ts';
import { regionAcrossBlocks } from './syntax/region-across-blocks.ts';
import { regionLeftOpen } from './syntax/region-left-open.ts';
import { regionOutsideStatements } from './syntax/region-outside-statements.ts';
import { regionWithoutEnd } from './syntax/region-without-end.ts';
import { unboundTag } from './syntax/unbound-tag.ts';
import { unknownDirective } from './syntax/unknown-directive.ts';
import { unknownOption } from './syntax/unknown-option.ts';
import { unknownRule } from './syntax/unknown-rule.ts';
import { unreachableTag } from './syntax/unreachable-tag.ts';

/** Every rule there is, one file and one page each. */
export const RULES: readonly Rule[] = [
  approveWithoutContract,
  badUnit,
  badValue,
  conflictingTags,
  contradictoryNesting,
  crossingRegions,
  distantTag,
  duplicateOption,
  duplicateTag,
  emptyAssume,
  emptyRegion,
  endWithoutBegin,
  ignoreWithoutReason,
  misplacedDirective,
  redundantNesting,
  regionAcrossBlocks,
  regionLeftOpen,
  regionOutsideStatements,
  regionWithoutEnd,
  unboundTag,
  unknownDirective,
  unknownOption,
  unknownRule,
  unreachableTag,
  approveAcrossAwait,
  assumeContradicted,
  assumeUnused,
  becauseContradicted,
  contractAtRisk,
  contractBroken,
  entityTooShort,
  hotApprove,
  quietWithdraw,
  tagsTooFrequent,
  unknownCalls,
];
