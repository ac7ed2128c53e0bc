/** So many are sorted at once: a fraction of a millisecond. */
const atOnce = 1000;

/** Sorts many without holding up others for long: whoever runs it may rest at each `yield`. Stable. */
export function* sortInParts<Item>(items: readonly Item[], compare: (a: Item, b: Item) => number): Generator<void, Item[]> {
  let parts: Item[][] = [];
  for (let from = 0; from < items.length; from += atOnce) {
    parts.push(items.slice(from, from + atOnce).toSorted(compare));
    yield;
  }
  while (parts.length > 1) {
    const merged: Item[][] = [];
    for (let at = 0; at < parts.length; at += 2) merged.push(yield* merge(parts[at] ?? [], parts[at + 1] ?? [], compare));
    parts = merged;
  }
  return parts[0] ?? [];
}

function* merge<Item>(a: Item[], b: Item[], compare: (a: Item, b: Item) => number): Generator<void, Item[]> {
  const merged: Item[] = [];
  let [x, y] = [0, 0];
  while (x < a.length || y < b.length) {
    const [first, second] = [a[x], b[y]];
    const takesFirst = second === undefined || (first !== undefined && compare(first, second) <= 0);
    const next = takesFirst ? first : second;
    if (takesFirst) x++;
    else y++;
    if (next !== undefined) merged.push(next);
    if (merged.length % atOnce === 0) yield;
  }
  return merged;
}
