const DIRECTIONS = 32_768;
const SAMPLES_ACROSS = 24;

/**
 * Mean edge strength along concentric circles: one vote a candidate radius, from 0 to half the picture.
 * Reads the picture all over and writes nothing but the votes.
 */
function radiusVotes(edges, side, candidates) {
  const votes = new Float64Array(candidates);
  const reach = side / 2 - 2;
  for (let candidate = 0; candidate < candidates; candidate++) {
    for (let sample = 0; sample < SAMPLES_ACROSS; sample++) {
      const radius = (reach * (candidate + (sample + 0.5) / SAMPLES_ACROSS)) / candidates;
      for (let direction = 0; direction < DIRECTIONS; direction++) {
        const angle = (2 * Math.PI * direction) / DIRECTIONS;
        const x = Math.floor(side / 2 + radius * Math.cos(angle));
        const y = Math.floor(side / 2 + radius * Math.sin(angle));
        votes[candidate] += edges[y * side + x];
      }
    }
  }
  return votes;
}

module.exports = { radiusVotes };
