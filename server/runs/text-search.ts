import { messageOf } from "@/server/errors";
import type { Log } from "@/server/log";
import { Thread } from "@/server/threads/thread";
import type { FoundRuns, RunSearch } from "./search-runs";

export type SearchGiven = { databaseFile: string; indexFile: string };
export type SearchOrder = { changed?: number[]; search?: RunSearch };
/** `incomplete`: some of what runs say is still being taken up. */
export type SearchAnswer = { found?: FoundRuns; incomplete?: boolean };

/** Agents go before the index: it is written in quiet moments, at the latest so long after; who asks does not wait for that. */
const quietMs = 1000;
const latestMs = 20_000;

/** The console's side of the thread that searches. */
export class TextSearch {
  readonly #thread: Thread<SearchGiven, SearchOrder, SearchAnswer>;
  readonly #log: Log;
  #changed: number[] = [];
  #timer: NodeJS.Timeout | undefined;
  #since = 0;

  constructor({ log, file, ...given }: SearchGiven & { log: Log; file: string }) {
    this.#log = log;
    this.#thread = new Thread({ what: "searches", file, given });
  }

  /** The run has ended, or is gone. */
  changed(key: number): void {
    const now = performance.now();
    if (this.#changed.push(key) === 1) this.#since = now;
    if (now - this.#since > latestMs) return this.#tell();
    this.#timer ??= setTimeout(() => this.#tell(), quietMs);
    this.#timer.refresh();
  }

  async find(search: RunSearch): Promise<FoundRuns & { incomplete: boolean }> {
    this.#tell();
    const { found, incomplete = false } = await this.#thread.ask({ search });
    if (!found) throw new Error("the thread that searches gave no answer");
    return { ...found, incomplete };
  }

  async stop(): Promise<void> {
    clearTimeout(this.#timer);
    await this.#thread.stop();
  }

  #tell(): void {
    clearTimeout(this.#timer);
    this.#timer = undefined;
    const changed = this.#changed;
    this.#changed = [];
    if (changed.length === 0) return;
    // What is lost here is found at the next start.
    this.#thread
      .ask({ changed })
      .catch((cause: unknown) =>
        this.#log.warn(`What ${changed.length} runs say cannot be searched until the next start: ${messageOf(cause)}`),
      );
  }
}
