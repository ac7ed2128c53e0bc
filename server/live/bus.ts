/**
 * Says that something has changed, never what: whoever listens reads it from the database, the same way live, resumed
 * or paged. Listeners are told after the change is durable.
 */
export class LiveBus {
  readonly #listeners = new Map<string, Set<() => void>>();

  publish(topic: string): void {
    for (const listener of this.#listeners.get(topic) ?? []) listener();
  }

  subscribe(topic: string, listener: () => void): () => void {
    const listeners = this.#listeners.get(topic) ?? new Set();
    this.#listeners.set(topic, listeners.add(listener));
    return () => {
      listeners.delete(listener);
      if (listeners.size === 0 && this.#listeners.get(topic) === listeners) this.#listeners.delete(topic);
    };
  }

  /** How many listen, for tests and for telling that nobody leaks. */
  get size(): number {
    let size = 0;
    for (const listeners of this.#listeners.values()) size += listeners.size;
    return size;
  }
}

/** Anything of a run: a step, its status. */
export const runTopic = (key: number): string => `run:${key}`;
/** Only that a run is in another status than before. */
export const statusTopic = (key: number): string => `status:${key}`;
/** A dataset run: its counts, its status, its scores. */
export const datasetRunTopic = (key: number): string => `dataset-run:${key}`;
