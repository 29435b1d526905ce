import type { Link } from '../model/environment.ts';
import { CALIBRATION } from './calibration.ts';
import type { Random } from './random.ts';

/**
 * What one connection's network stack holds at most, for one run. Linux grows the send buffer with the congestion
 * window, which differs from run to run, and never beyond `tcp_wmem`'s maximum; a slow link's window stays small.
 */
export function drawInFlightBytes(link: Link, random: Random): number {
  const { mostInFlightBytes, inFlightBandwidth, inFlightSpread } = CALIBRATION;
  const typical = mostInFlightBytes * -Math.expm1(-link.bandwidthBytesPerSecond / inFlightBandwidth);
  return Math.min(mostInFlightBytes, typical * Math.exp(inFlightSpread * random.normal()));
}
