import type { LiveBus } from "./bus";

/** While what it is about goes on changing, an answer is worked out anew for a small part of the time only. */
const restsFor = 20;

type Entry<Work> = {
  at: number;
  tookMs: number;
  running: boolean;
  stale: boolean;
  work: Work;
  /** The answer before, while the next one is worked on. */
  before: Work | undefined;
  release: () => void;
};

type Of = { live: LiveBus; id: string; topics: readonly string[]; steady: boolean };

/** Answers that take long to work out, kept until something of theirs has changed. Those asked for last stay. */
export class KeptAnswers<Work extends { done: Promise<unknown> }> {
  readonly #entries = new Map<string, Entry<Work>>();
  readonly #most: number;

  constructor(most: number) {
    this.#most = most;
  }

  /** The work that is there or under way, and the one before as long as this is not done. `steady`: nothing goes on any more. */
  get({ live, id, topics, steady }: Of, begin: () => Work): { work: Work; before: Work | undefined } {
    const known = this.#entries.get(id);
    const now = performance.now();
    if (known && (known.running || !known.stale || (!steady && now - known.at < known.tookMs * restsFor))) return known;
    known?.release();
    const entry: Entry<Work> = {
      at: now,
      tookMs: 0,
      running: true,
      stale: false,
      work: begin(),
      before: known?.work,
      release: () => {
        for (const unsubscribe of unsubscribes) unsubscribe();
      },
    };
    const unsubscribes = topics.map((topic) => live.subscribe(topic, () => (entry.stale = true)));
    this.#entries.delete(id);
    this.#entries.set(id, entry);
    this.#letGo();
    entry.work.done.then(
      () => {
        entry.running = false;
        entry.before = undefined;
        entry.tookMs = performance.now() - now;
      },
      // Whoever waits for it hears of it; the next to ask has it tried again.
      () => this.#forget(id, entry),
    );
    return entry;
  }

  #letGo(): void {
    const [oldest] = this.#entries;
    if (this.#entries.size > this.#most && oldest) this.#forget(...oldest);
  }

  #forget(id: string, entry: Entry<Work>): void {
    entry.release();
    if (this.#entries.get(id) === entry) this.#entries.delete(id);
  }
}

const breathe = (): Promise<void> => new Promise((resolve) => setImmediate(resolve));

/** Takes a long way in parts, with the event loop free in between. */
export async function inParts(part: () => Promise<boolean>): Promise<void> {
  while (await part()) await breathe();
}
