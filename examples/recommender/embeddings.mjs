// Items as points in a space of few dimensions: those that people look at together come to lie together. Learned by
// stochastic gradient descent with negative samples (Mikolov et al. 2013).

const DIMENSIONS = 64;
const LEARNING_RATE = 0.2;
/** Keeps what is learned again and again from growing without end. */
const DECAY = 0.01;

const sigmoid = (x) => 1 / (1 + Math.exp(-x));

export class Embeddings {
  #items;
  #vectors;
  #state = 1;

  constructor(items) {
    this.#items = items;
    this.#vectors = new Float32Array(items * DIMENSIONS);
    for (let at = 0; at < this.#vectors.length; at++) this.#vectors[at] = (this.#random() - 0.5) / 4;
  }

  /** Moves the two items of each pair together, and the first of them away from an item drawn at random. */
  learn(pairs) {
    for (let at = 0; at < pairs.length; at += 2) {
      const first = pairs[at];
      this.#pull(first, pairs[at + 1], 1);
      this.#pull(first, Math.floor(this.#random() * this.#items), 0);
    }
  }

  /** Of the items from `begin` to `end`, the `count` most like `item`, best first. */
  related(item, begin, end, count) {
    const scores = [];
    // @migrate assume trips=1024
    for (let other = begin; other < end; other++) {
      if (other !== item) scores.push({ item: other, score: this.#product(item, other) });
    }
    scores.sort((a, b) => b.score - a.score);
    return scores.slice(0, count).map((one) => one.item);
  }

  #pull(first, second, wanted) {
    const step = LEARNING_RATE * (wanted - sigmoid(this.#product(first, second)));
    const vectors = this.#vectors;
    const a = first * DIMENSIONS;
    const b = second * DIMENSIONS;
    for (let d = 0; d < DIMENSIONS; d++) {
      const before = vectors[a + d];
      vectors[a + d] += step * vectors[b + d] - DECAY * before;
      vectors[b + d] += step * before - DECAY * vectors[b + d];
    }
  }

  #product(first, second) {
    const vectors = this.#vectors;
    const a = first * DIMENSIONS;
    const b = second * DIMENSIONS;
    let sum = 0;
    for (let d = 0; d < DIMENSIONS; d++) sum += vectors[a + d] * vectors[b + d];
    return sum;
  }

  /** Park and Miller 1988: the same in every run. */
  #random() {
    this.#state = (this.#state * 48_271) % 2_147_483_647;
    return this.#state / 2_147_483_647;
  }
}
