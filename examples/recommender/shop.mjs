// What there is in the shop: shelves of items, and on each shelf topics, the items of which customers look at together.

export const ITEMS_PER_SHELF = 1024;
const ITEMS_PER_TOPIC = 32;

export const topicOf = (item) => Math.floor(item / ITEMS_PER_TOPIC);

/** Views of the past, two items each, all of one topic. */
export function pastViews(items, count) {
  const views = new Int32Array(2 * count);
  let state = 7;
  for (let at = 0; at < views.length; at++) {
    state = (state * 48_271) % 2_147_483_647;
    const topic = at % 2 === 0 ? topicOf(state % items) : topicOf(views[at - 1]);
    views[at] = topic * ITEMS_PER_TOPIC + (state % ITEMS_PER_TOPIC);
  }
  return views;
}
