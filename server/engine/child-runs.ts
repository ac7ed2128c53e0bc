import type { Context } from "@/server/context";
import type { ChildStart, StepEnd } from "@/server/domain/host-protocol";
import type { RunError } from "@/server/domain/run-error";
import { hasEnded, type RunStatus } from "@/server/domain/run-status";
import { AppError, messageOf } from "@/server/errors";
import type { Log } from "@/server/log";
import { readChildNews } from "@/server/runs/child-ending";
import { findAllLeftBehind, findLeftBehind, findLiveChildren, findOrphans } from "@/server/runs/find-work";
import { startChildRun } from "@/server/runs/start-child-run";
import type { HeldRun, Host } from "./host";
import { persist } from "./persist";

type Options = {
  ctx: Context;
  log: Log;
  find: (key: number) => (HeldRun & { host: Host }) | undefined;
  /** Records the end of a step that waits, and lets its run go on. */
  endStep: (key: number, end: StepEnd) => Promise<boolean>;
  cancel: (key: number) => Promise<boolean>;
  /** A run that is to have a place before those that nobody waits for. */
  place: (key: number) => void;
  /** A run that waits may go on. */
  resume: (key: number) => Promise<void>;
};

/**
 * Runs that runs start. For the one that started it, a run is a step whose end somebody else records: like a question to
 * a person, answered by the run's end. While it works its parent stays in its host, but counts as no work there.
 */
export class ChildRuns {
  readonly #options: Options;
  #stopped = false;

  constructor(options: Options) {
    this.#options = options;
  }

  /** What a crash left half done: runs whose parent is gone, and parents that were not told. */
  async tidyUp(): Promise<void> {
    const { ctx, cancel, resume } = this.#options;
    for (const key of await findOrphans(ctx.db)) await cancel(key);
    for (const key of await findAllLeftBehind(ctx.db)) await resume(key);
  }

  /** From now on nothing is tried again: what is left is seen to at the next start. */
  stop(): void {
    this.#stopped = true;
  }

  /** A step asks for a run of another agent. What cannot start ends the step with the reason. */
  async start(key: number, n: number, start: ChildStart): Promise<void> {
    const { ctx, cancel, endStep, place } = this.#options;
    await this.#persist(`Starting a run of ${start.agentId} for run ${key}`, async () => {
      const started = await ctx.engine.inTurn(key, () => startChildRun({ ctx, key, n, start })).catch(whyNot);
      if ("code" in started) return void (await endStep(key, { is: "end", n, at: Date.now(), status: "error", error: started }));
      const { child, orphaned } = started;
      if (orphaned) await cancel(child.key);
      else if (child.status === "pending") place(child.key);
      else if (hasEnded(child.status as RunStatus) || child.status === "waiting") await this.tell(child.key);
    });
  }

  /** A run has ended, waits, or goes on again: the one that started it, if any, is told. */
  async tell(key: number): Promise<void> {
    const { ctx, find, endStep, resume } = this.#options;
    await this.#persist(`Telling the run that started run ${key} of it`, async () => {
      // In the run's turn: of two words about it the later one is heard last.
      const left = await ctx.engine.inTurn(key, async () => {
        const news = await readChildNews(ctx.db, key);
        const held = news && !news.end ? find(news.parentKey) : undefined;
        if (!news || !held) return news;
        held.host.process.send({ type: "child", key: news.parentKey, take: held.live.take, n: news.n, waits: news.waits });
        return undefined;
      });
      if (left?.end) await endStep(left.parentKey, left.end);
      else if (left && !left.waits) await resume(left.parentKey);
    });
  }

  /** A run was put down for one it has started, which may have gone on meanwhile. */
  async lookAfter(key: number): Promise<void> {
    const { ctx, resume } = this.#options;
    await this.#persist(`Looking after run ${key}`, async () => {
      for (const left of await findLeftBehind(ctx.db, key)) await resume(left);
    });
  }

  async cancelOf(runId: string): Promise<void> {
    const { ctx, cancel } = this.#options;
    await this.#persist(`Cancelling the runs ${runId} started`, async () => {
      for (const key of await findLiveChildren(ctx.db, runId)) await cancel(key);
    });
  }

  #persist(what: string, work: () => Promise<void>): Promise<void> {
    return persist(this.#options.log, what, async () => {
      if (!this.#stopped) await work();
    });
  }
}

const passes = /^SQLITE_(FULL|IOERR|BUSY|LOCKED|READONLY|CANTOPEN|NOMEM)/;

/** For the run that asked. A full or failing disk is not its fault: that is tried again. */
function whyNot(thrown: unknown): RunError {
  const cause = thrown instanceof Error && thrown.cause instanceof Error ? thrown.cause : thrown;
  for (const each of [thrown, cause]) if (each instanceof Error && "code" in each && passes.test(String(each.code))) throw thrown;
  return { code: thrown instanceof AppError ? "CHILD_RUN_REFUSED" : "CHILD_RUN_FAILED", message: messageOf(thrown) };
}
