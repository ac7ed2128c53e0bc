import type { Context } from "@/server/context";
import type { ChildStart, StepEnd } from "@/server/domain/host-protocol";
import { hasEnded, type RunStatus } from "@/server/domain/run-status";
import { AppError, messageOf } from "@/server/errors";
import type { Log } from "@/server/log";
import { readChildNews } from "@/server/runs/child-ending";
import { findLeftBehind, findLiveChildren, findOrphans } from "@/server/runs/find-work";
import { startChildRun } from "@/server/runs/start-child-run";
import type { HeldRun, Host } from "./host";

type Options = {
  ctx: Context;
  log: Log;
  find: (key: number) => (HeldRun & { host: Host }) | undefined;
  /** Records the end of a step that waits, and lets its run go on. */
  endStep: (key: number, end: StepEnd) => Promise<boolean>;
  cancel: (key: number) => Promise<boolean>;
  /** A run that waits may go on. */
  resume: (key: number) => Promise<void>;
};

/**
 * Runs that runs start. For the one that started it, a run is a step whose end somebody else records: like a question to
 * a person, answered by the run's end. While it works its parent stays in its host, but counts as no work there.
 */
export class ChildRuns {
  readonly #options: Options;

  constructor(options: Options) {
    this.#options = options;
  }

  /** What a crash left half done: runs whose parent is gone, and parents that were not told. */
  async tidyUp(): Promise<void> {
    const { ctx, cancel, resume } = this.#options;
    for (const key of await findOrphans(ctx.db)) await cancel(key);
    for (const key of await findLeftBehind(ctx.db)) await resume(key);
  }

  /** A step asks for a run of another agent. What cannot start ends the step with the reason. */
  async start(key: number, n: number, start: ChildStart): Promise<void> {
    const { ctx, cancel, endStep, log } = this.#options;
    try {
      const { child, orphaned } = await ctx.engine.inTurn(key, () => startChildRun({ ctx, key, n, start }));
      if (orphaned) await cancel(child.key);
      else if (hasEnded(child.status as RunStatus) || child.status === "waiting") await this.tell(child.key);
    } catch (cause) {
      const refused = cause instanceof AppError;
      if (!refused) log.error(`Run ${key} asked for a run of ${start.agentId}, which failed: ${messageOf(cause)}`);
      const error = { code: refused ? "CHILD_RUN_REFUSED" : "CHILD_RUN_FAILED", message: messageOf(cause) };
      await endStep(key, { is: "end", n, at: Date.now(), status: "error", error });
    }
  }

  /** A run has ended, waits, or goes on again: the one that started it, if any, is told. */
  async tell(key: number): Promise<void> {
    const { ctx, find, endStep, resume, log } = this.#options;
    try {
      const news = await readChildNews(ctx.db, key);
      if (!news) return;
      if (news.end) {
        await endStep(news.parentKey, news.end);
        return;
      }
      const held = find(news.parentKey);
      if (held)
        held.host.process.send({ type: "child", key: news.parentKey, take: held.live.take, n: news.n, waits: news.waits });
      else if (!news.waits) await resume(news.parentKey);
    } catch (cause) {
      log.error(`The run that started run ${key} could not be told of it: ${messageOf(cause)}`);
    }
  }

  async cancelOf(runId: string): Promise<void> {
    for (const key of await findLiveChildren(this.#options.ctx.db, runId)) await this.#options.cancel(key);
  }
}
