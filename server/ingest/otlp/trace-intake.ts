import type { Database } from "@/db/database";
import { messageOf } from "@/server/errors";
import type { Log } from "@/server/log";
import { Thread } from "@/server/threads/thread";
import { markUndrawnRuns } from "../undrawn-store";
import { keepSources, keepSpans } from "../span-store";
import type { ReadBatch, Refusal, TraceBody } from "./read-batch";
import type { TraceAnswer, TraceOrder, TracesGiven } from "./trace-orders";

type TakenBatch = Exclude<ReadBatch, Refusal>;
export type Receipt = { taken: number; rejected: number; fault?: string };

/** What is held at once of requests that are not answered yet. Beyond it, who sends is asked to come again. */
const mostBytes = 64 * 1024 * 1024;
const mostRequests = 256;

/** Who sends little and asks for the run at once shall find it; so long an answer may wait for that. */
const mostWaitMs = 1000;
const littleSpans = 1000;

type Options = TracesGiven & {
  db: Database;
  log: Log;
  file: string;
  draw: (traceIds: string[]) => Promise<unknown>;
};

/** Takes spans in: read in a thread of its own, made durable by the one write queue, and only then acknowledged. */
export class TraceIntake {
  readonly #options: Options;
  readonly #thread: Thread<TracesGiven, TraceOrder, TraceAnswer>;
  #bytes = 0;
  #requests = 0;
  #drawing = 0;

  constructor(options: Options) {
    this.#options = options;
    this.#thread = new Thread({ what: "reads spans", file: options.file, given: { databaseFile: options.databaseFile } });
  }

  /** A place for one request; none if too much is under way already. */
  open(): Place | undefined {
    if (this.#requests >= mostRequests) return undefined;
    this.#requests++;
    let held = 0;
    return {
      hold: (bytes) => {
        if (this.#bytes + bytes > mostBytes) return false;
        held += bytes;
        this.#bytes += bytes;
        return true;
      },
      leave: () => {
        this.#bytes -= held;
        this.#requests--;
      },
    };
  }

  /** What cannot be taken is answered, not thrown: who asks may have errors of a class that is another copy of ours. */
  async take(body: TraceBody): Promise<Receipt | Refusal> {
    const batch = await this.#read(body);
    if ("refused" in batch) return batch;
    const { traceIds, taken, rejected, fault } = batch;
    if (taken > 0) {
      try {
        await this.#keep(batch);
      } catch (cause) {
        // A full disk, say: senders keep what they were told to send again, and forget what failed for good.
        this.#options.log.error(`Spans could not be kept: ${messageOf(cause)}`);
        return { refused: "overloaded", message: "The spans could not be kept now. Send them again." };
      }
      await this.#draw(traceIds, taken);
    }
    return { taken, rejected, ...(fault === undefined ? {} : { fault }) };
  }

  /** Part by part: one commit holds the event loop, so it must not be all of a large body. */
  async #keep({ sources, spans, traceIds }: TakenBatch): Promise<void> {
    const { db } = this.#options;
    const rows = [...sources.map(keepSources), ...spans.map(keepSpans)];
    const isSmall = [...sources, ...spans].every((part) => typeof part === "string") && rows.length <= 2;
    if (!isSmall) for (const row of rows) await db.write([row]);
    await db.write([...(isSmall ? rows : []), markUndrawnRuns("otlp", traceIds)]);
  }

  stop(): Promise<void> {
    return this.#thread.stop();
  }

  /** Where others' spans are being drawn nobody waits: who sends much shall send on. */
  async #draw(traceIds: string[], spans: number): Promise<void> {
    const isQuiet = this.#drawing === 0;
    this.#drawing++;
    const drawn = this.#options.draw(traceIds).finally(() => this.#drawing--);
    if (!isQuiet || spans > littleSpans) return void drawn;
    let timer: NodeJS.Timeout | undefined;
    const late = new Promise<void>((resolve) => (timer = setTimeout(resolve, mostWaitMs)));
    await Promise.race([drawn, late]);
    clearTimeout(timer);
  }

  /** The thread is started anew by the next body; of this one nothing was kept, and it may be sent again. */
  async #read(body: TraceBody): Promise<ReadBatch> {
    try {
      const answer = await this.#thread.ask({ do: "read", body });
      if ("batch" in answer) return answer.batch;
      throw new Error("the thread answered something else");
    } catch (cause) {
      this.#options.log.error(`Spans could not be read: ${messageOf(cause)}`);
      return { refused: "overloaded", message: "The spans could not be read now. Send them again." };
    }
  }
}

export type Place = { hold: (bytes: number) => boolean; leave: () => void };
