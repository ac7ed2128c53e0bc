import { join } from "node:path";
import { messageOf } from "@/server/errors";
import type { Log } from "@/server/log";
import { Thread } from "@/server/threads/thread";
import type { TreeSize } from "./measure-tree";

type Options = { log: Log; file: string; dataDir: string };
type Measured = { bytes: number; files: number; at: number; tookMs: number };

/** How old a figure may grow before it is taken anew, and of the time how small a part measuring may take. */
const freshMs = 60_000;
const restsFor = 50;

/** How much the run directories take: measured in a thread when somebody asks, and kept with the time it was taken. */
export class DiskUse {
  readonly runsDir: string;
  readonly #options: Options;
  #last: Measured | undefined;
  #fault: string | undefined;
  #measuring: Thread<null, string, TreeSize> | undefined;
  #work: Promise<void> | undefined;

  constructor(options: Options) {
    this.#options = options;
    this.runsDir = join(options.dataDir, "runs");
  }

  /** What is known; where that is old or nothing, it is also taken anew. */
  get(): { last?: Measured; measuring: boolean; fault?: string } {
    const age = Date.now() - (this.#last?.at ?? 0);
    if (age > Math.max(freshMs, (this.#last?.tookMs ?? 0) * restsFor)) this.#work ??= this.#measure();
    return {
      measuring: this.#work !== undefined,
      ...(this.#last ? { last: this.#last } : {}),
      ...(this.#fault === undefined ? {} : { fault: this.#fault }),
    };
  }

  async stop(): Promise<void> {
    await this.#measuring?.stop();
    await this.#work;
  }

  async #measure(): Promise<void> {
    const begun = Date.now();
    // A thread of its own each time: between two it would only take memory.
    const thread = new Thread<null, string, TreeSize>({ what: "measures storage", file: this.#options.file, given: null });
    this.#measuring = thread;
    try {
      const { bytes, files, whole } = await thread.ask(this.runsDir);
      if (whole) this.#last = { bytes, files, at: Date.now(), tookMs: Date.now() - begun };
      this.#fault = undefined;
    } catch (cause) {
      this.#fault = messageOf(cause);
      this.#options.log.warn(`The size of ${this.runsDir} could not be measured: ${this.#fault}`);
    } finally {
      this.#measuring = undefined;
      this.#work = undefined;
      void thread.stop();
    }
  }
}
