import type { LiveBus } from "./bus";

/**
 * Listens from now on; each call of `next` resolves at once if something was published since the last one. Subscribe
 * first, then read: what happens in between is not missed.
 */
export function listen(live: LiveBus, topic: string, signal: AbortSignal) {
  let changed = false;
  let wake: (() => void) | undefined;
  const stir = (): void => {
    changed = true;
    wake?.();
  };
  const unsubscribe = live.subscribe(topic, stir);
  signal.addEventListener("abort", stir, { once: true });
  return {
    async next(): Promise<void> {
      if (!changed && !signal.aborted) await new Promise<void>((resolve) => (wake = resolve));
      wake = undefined;
      changed = false;
    },
    close(): void {
      unsubscribe();
      signal.removeEventListener("abort", stir);
    },
  };
}
