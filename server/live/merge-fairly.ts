import { setMaxListeners } from "node:events";

/** What one of several sources says: an item, its end, or why it failed. Its end and its failure are the last of it. */
export type Told<Id, Item> = { id: Id; item: Item } | { id: Id; ended: true } | { id: Id; failed: unknown };

/**
 * Several sources as one, each told in the order in which it said something. A source is asked for its next item only
 * when its last one was taken: a slow reader piles up at most one of each, and a busy source takes turns with the others.
 * All are told to stop when the reader leaves.
 */
export async function* mergeFairly<Id, Item>(
  ids: Iterable<Id>,
  open: (id: Id, signal: AbortSignal) => AsyncGenerator<Item>,
  signal: AbortSignal,
): AsyncGenerator<Told<Id, Item>> {
  const ready: Told<Id, Item>[] = [];
  const stop = new AbortController();
  const until = AbortSignal.any([signal, stop.signal]);
  // Each source listens for it, and there may be many.
  setMaxListeners(0, until);
  const sources = new Map([...ids].map((id) => [id, open(id, until)]));
  let wake = (): void => {};
  const stir = (): void => wake();
  const ask = async (id: Id): Promise<void> => {
    try {
      const next = await sources.get(id)?.next();
      ready.push(!next || next.done === true ? { id, ended: true } : { id, item: next.value });
    } catch (failed) {
      ready.push({ id, failed });
    }
    wake();
  };
  until.addEventListener("abort", stir);
  try {
    for (const id of sources.keys()) void ask(id);
    let left = sources.size;
    while (left > 0) {
      if (ready.length === 0 && !until.aborted) await new Promise<void>((resolve) => (wake = resolve));
      // A source that ends because nobody listens any more has not ended for who asks again.
      if (until.aborted) return;
      const told = ready.shift();
      if (!told) continue;
      yield told;
      if ("item" in told) void ask(told.id);
      else left--;
    }
  } finally {
    stop.abort();
    await Promise.allSettled([...sources.values()].map((source) => source.return(undefined)));
  }
}
