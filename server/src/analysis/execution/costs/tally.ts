import { type Quantity, quantity } from '../../effects/quantity.ts';

/** A running total of an estimate. */
export class Tally {
  low = 0;
  likely = 0;
  high = 0;

  add(weight: Quantity, amount: number): void {
    this.low += weight.low * amount;
    this.likely += weight.likely * amount;
    this.high += weight.high * amount;
  }

  addQuantity(weight: Quantity, amount: Quantity): void {
    this.low += weight.low * amount.low;
    this.likely += weight.likely * amount.likely;
    this.high += weight.high * amount.high;
  }

  merge(other: Tally): void {
    this.low += other.low;
    this.likely += other.likely;
    this.high += other.high;
  }

  /** Takes off what another has, down to nothing. */
  subtract(other: Tally): void {
    this.low = Math.max(0, this.low - other.high);
    this.likely = Math.max(0, this.likely - other.likely);
    this.high = Math.max(this.likely, this.high - other.low);
  }

  /** Each bound over the matching bound's number of calls: doubts about how often do not widen what one call does. */
  per(calls: Tally): Quantity {
    const likely = calls.likely > 0 ? this.likely / calls.likely : 0;
    const low = calls.low > 0 ? this.low / calls.low : likely;
    const high = calls.high > 0 ? this.high / calls.high : likely;
    return quantity(Math.min(low, likely, high), likely, Math.max(low, likely, high));
  }
}
