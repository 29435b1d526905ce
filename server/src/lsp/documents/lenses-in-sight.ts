import { MostRecent } from '../../memo/most-recent.ts';

/** More than stand on a screen: one in every second line of a tall one. */
const MOST_IN_SIGHT = 40;

/**
 * Which lenses of a file an editor shows: those whose words it asked for last. The next list tells them at once, which saves a question
 * and an answer for each of them at every key. By their number in the file, which typing does not change.
 */
export class LensesInSight extends MostRecent<number> {
  constructor() {
    super(MOST_IN_SIGHT);
  }
}
