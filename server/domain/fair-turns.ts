export type Queue<Key> = { atWork: number; waiting: Iterable<Key> };

/** Who gets the next places: each goes to the queue with the least at work that has something waiting, in the queue's order. */
export function fairTurns<Key>(queues: Queue<Key>[], places: number): Key[] {
  const left = queues.map(({ atWork, waiting }) => ({ atWork, rest: waiting[Symbol.iterator]() }));
  const chosen: Key[] = [];
  while (chosen.length < places && left.length > 0) {
    const least = left.reduce((a, b) => (b.atWork < a.atWork ? b : a));
    const next = least.rest.next();
    if (next.done === true) left.splice(left.indexOf(least), 1);
    else {
      chosen.push(next.value);
      least.atWork++;
    }
  }
  return chosen;
}
