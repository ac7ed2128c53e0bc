import { messageOf } from "@/server/errors";
import type { Log } from "@/server/log";
import { Thread } from "@/server/threads/thread";
import type { FoundRuns, RunSearch } from "./search-runs";

export type SearchGiven = { databaseFile: string; indexFile: string };
export type SearchOrder = { changed?: number[]; search?: RunSearch };
/** `incomplete`: runs from before there was an index are not all in it yet. */
export type SearchAnswer = { found?: FoundRuns; incomplete?: boolean };

const gatherMs = 100;

/** The console's side of the thread that searches. */
export class TextSearch {
  readonly #thread: Thread<SearchGiven, SearchOrder, SearchAnswer>;
  readonly #log: Log;
  #changed: number[] = [];
  #timer: NodeJS.Timeout | undefined;

  constructor({ log, file, ...given }: SearchGiven & { log: Log; file: string }) {
    this.#log = log;
    this.#thread = new Thread({ what: "searches", file, given });
  }

  /** The run has ended, or is gone. */
  changed(key: number): void {
    this.#changed.push(key);
    this.#timer ??= setTimeout(() => this.#tell(), gatherMs);
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
