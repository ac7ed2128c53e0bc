import type { Database } from "@/db/database";
import type { RunEnd, StepEnd } from "@/server/domain/host-protocol";
import { answeredBy } from "@/server/runs/child-ending";
import { answerUnheld } from "@/server/runs/answer-unheld";
import { endUnheldRun } from "@/server/runs/end-unheld-run";
import type { LiveRun } from "@/server/runs/live-run";
import type { HeldRun, Host } from "./host";
import type { HostPool } from "./host-pool";
import type { Recorder } from "./recorder";
import type { RunTurns } from "./run-turns";

type Options = {
  db: Database;
  hosts: HostPool;
  recorder: Recorder;
  turns: RunTurns;
  /** A run that waited may be taken up again. */
  goOn: (key: number) => void;
  changed: (key: number) => void;
  /** A run no host had in hand has ended. */
  ended: (key: number, runId: string) => void;
};

/** What the console itself does to a run: ends it, or a step of it that waits. Each in the run's turn, in hand or not. */
export class RunDeeds {
  readonly #options: Options;

  constructor(options: Options) {
    this.#options = options;
  }

  cancel(key: number): Promise<boolean> {
    return this.#options.turns.take(key, async () => {
      const end = { is: "run-end", status: "cancelled", at: Date.now() } as const;
      const held = await this.#recordHeld(key, end);
      if (held) held.host.process.send({ type: "end", key, take: held.live.take, ending: "cancelled" });
      const done = held !== undefined || (await this.#endUnheld(key, end));
      this.#options.changed(key);
      return done;
    });
  }

  /** Ends a run no host has in hand; false if it had ended already. */
  end(key: number, end: Omit<RunEnd, "is">): Promise<boolean> {
    return this.#options.turns.take(key, async () => {
      const done = await this.#endUnheld(key, end);
      this.#options.changed(key);
      return done;
    });
  }

  /** Ends a step that waits: its code goes on where a host has it in hand, else the run is taken up again. */
  endStep(key: number, end: StepEnd): Promise<boolean> {
    return this.#options.turns.take(key, async () => {
      const held = await this.#recordHeld(key, end);
      if (held) held.host.process.send({ type: "answer", key, take: held.live.take, n: end.n, ...answeredBy(end) });
      else if (await answerUnheld(this.#options.db, key, end)) this.#options.goOn(key);
      else return false;
      return true;
    });
  }

  /** A run 5 s past its deadline whose host did nothing about it: it has timed out, and the host with it. */
  timeOut(host: Host, key: number): void {
    const run = host.runs.get(key);
    if (!run) return;
    const guilty = host.process.stalledIn();
    if (guilty === undefined || guilty === key) {
      const message = "The run did not end by its deadline, and did not let its process answer.";
      void this.record(run.live, { is: "run-end", status: "timeout", at: Date.now(), error: { code: "TIMEOUT", message } });
    }
    host.process.kill(`run ${run.live.id} was 5 s past its deadline and the process did not answer`);
  }

  /** Records something of a run in order behind what its host said so far; false if that made it too late. */
  record(live: LiveRun, body: RunEnd | StepEnd): Promise<boolean> {
    return new Promise((resolve) => {
      this.#options.recorder.deliver({ reports: [{ key: live.key, take: live.take, ...body }], durable: resolve });
    });
  }

  /** Nothing if no host has the run, or if what its host said before was that it has ended or waits: then the rows are the truth. */
  async #recordHeld(key: number, body: RunEnd | StepEnd): Promise<(HeldRun & { host: Host }) | undefined> {
    const held = this.#options.hosts.find(key);
    return held && (await this.record(held.live, body)) ? held : undefined;
  }

  async #endUnheld(key: number, end: Omit<RunEnd, "is">): Promise<boolean> {
    const runId = await endUnheldRun(this.#options.db, key, end);
    if (runId !== undefined) this.#options.ended(key, runId);
    return runId !== undefined;
  }
}
