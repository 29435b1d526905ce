// A short round trip through many cities by simulated annealing. The whole state is a few kilobytes, rewritten
// all the time: quick to move at any moment, which is what its small range says.
//
//   node main.js [cities = 300] [moves in millions = 20]

const count = Number(process.argv[2] ?? 300);
const moves = Math.round(Number(process.argv[3] ?? 20) * 1e6);

const random = generator(2026);
const x = new Float64Array(count);
const y = new Float64Array(count);
for (let city = 0; city < count; city++) {
  x[city] = random();
  y[city] = random();
}
const tour = Int32Array.from({ length: count }, (_, city) => city);

const before = tourLength();
const after = anneal(before, moves);
console.log(`${count} cities: ${before.toFixed(4)} -> ${tourLength().toFixed(4)} after ${moves} moves`);

// A random uniform tour tends to 0.7124 · sqrt(cities) (Beardwood, Halton and Hammersley 1959; constant as in
// Johnson and McGeoch 1996); annealing this long comes within a fifth of it, the border's share included.
const expected = 0.7124 * Math.sqrt(count) * (1 + 0.33 / Math.sqrt(count)) * 1.2;
const ok = isTour() && Math.abs(after - tourLength()) < 1e-6 && after < expected;
console.log(
  ok ? 'ok: a valid tour, and a short one' : `FAILED: expected a valid tour below ${expected.toFixed(4)}`,
);
process.exitCode = ok ? 0 : 1;

/** Reverses stretches of the tour (2-opt moves), worse ones ever more rarely; returns the length it kept count of. */
function anneal(start, moves) {
  const first = 0.5;
  const last = 0.0005;
  const cooling = (last / first) ** (1 / moves);
  let length = start;
  let temperature = first;
  for (let move = 0; move < moves; move++) {
    const from = 1 + Math.floor(random() * (count - 2));
    const to = Math.min(count - 1, from + 1 + Math.floor(random() * 100));
    const change = reversalCost(from, to);
    if (change < 0 || random() < Math.exp(-change / temperature)) {
      reverse(from, to);
      length += change;
    }
    temperature *= cooling;
  }
  return length;
}

/** What reversing the tour between two positions would add to its length. */
function reversalCost(from, to) {
  const a = tour[from - 1];
  const b = tour[from];
  const c = tour[to];
  const d = tour[(to + 1) % count];
  return distance(a, c) + distance(b, d) - distance(a, b) - distance(c, d);
}

function reverse(from, to) {
  for (let low = from, high = to; low < high; low++, high--) {
    const city = tour[low];
    tour[low] = tour[high];
    tour[high] = city;
  }
}

function distance(a, b) {
  const dx = x[a] - x[b];
  const dy = y[a] - y[b];
  return Math.sqrt(dx * dx + dy * dy);
}

function tourLength() {
  let sum = 0;
  for (let i = 0; i < count; i++) sum += distance(tour[i], tour[(i + 1) % count]);
  return sum;
}

function isTour() {
  return new Set(tour).size === count;
}

/** Numbers in [0, 1): a Weyl sequence through the finaliser of MurmurHash3 (Appleby, public domain). */
function generator(seed) {
  let state = seed;
  return () => {
    state = (state + 0x9e3779b9) | 0;
    let bits = Math.imul(state ^ (state >>> 16), 0x85ebca6b);
    bits = Math.imul(bits ^ (bits >>> 13), 0xc2b2ae35);
    return ((bits ^ (bits >>> 16)) >>> 0) / 2 ** 32;
  };
}
