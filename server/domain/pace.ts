/** How many item-trials had ended at a moment. */
export type Sample = { at: number; done: number };

const longestMs = 5 * 60_000;
const leastMs = 2_000;
/** With fewer ends than these a rate is chance: then further back. */
const enough = 20;

/** The samples that say something of the pace now: not older than five minutes, and none from before a retry took ends back. */
export function keepSamples(samples: readonly Sample[], next: Sample): Sample[] {
  const last = samples.at(-1);
  if (last && next.done < last.done) return [next];
  return [...samples.filter(({ at }) => next.at - at <= longestMs), next];
}

/** Ends per second, over as much of the last minutes as it takes to tell; nothing if that cannot be told yet. */
export function rateOf(samples: readonly Sample[]): number | undefined {
  const last = samples.at(-1);
  if (!last) return undefined;
  const from = samples.findLast(({ at, done }) => last.at - at >= leastMs && last.done - done >= enough) ?? samples[0];
  if (!from || last.at - from.at < leastMs || last.done === from.done) return undefined;
  return ((last.done - from.done) * 1000) / (last.at - from.at);
}
