import { setTimeout as pause } from "node:timers/promises";
import type { JsonSchema } from "@/server/domain/agent";
import type { RunSummary } from "@/server/domain/run";
import type { RunEvent } from "@/server/domain/run-event";
import { hasEnded } from "@/server/domain/run-status";
import { runPath, type Api } from "./api";
import { messageOf } from "@/server/errors";
import { CliError, unreachable } from "./cli-error";
import { Patience, tryAgainMs } from "./patience";
import { readEvents } from "./read-events";

export type OpenQuestion = { path: string; prompt?: string; schema: JsonSchema };

type Watch = { onEvent: (event: RunEvent) => void; stopAtWaiting: boolean };

const lookAtStatusMs = 150;

/** A run, followed by its events: where it is, and what it asks just now. May be stopped and taken up again. */
export class FollowedRun {
  readonly #api: Api;
  readonly #ref: { agentId: string; runId: string };
  readonly #open = new Map<string, OpenQuestion>();
  readonly #answered = new Set<string>();
  #after = 0;

  constructor(api: Api, { agentId, runId }: RunSummary) {
    this.#api = api;
    this.#ref = { agentId, runId };
  }

  questions(): OpenQuestion[] {
    return [...this.#open.values()];
  }

  /** What has its answer is not asked again, whatever the events still to come tell first. */
  answered(path: string): void {
    this.#answered.add(path);
    this.#open.delete(path);
  }

  async summary(): Promise<RunSummary> {
    return (await this.#api.get<{ run: RunSummary }>(`/api/runs/${this.#ref.runId}`)).run;
  }

  /** Follows it to its end; or, if wanted, until it waits for a person. A console that goes away is waited for, a while. */
  async follow({ onEvent, stopAtWaiting }: Watch): Promise<RunSummary> {
    const patience = new Patience();
    for (;;) {
      try {
        const stop = new AbortController();
        const [run] = await Promise.all([
          this.#untilWaiting(stopAtWaiting, stop),
          this.#read(AbortSignal.any([this.#api.signal, stop.signal]), (event) => {
            patience.heard();
            onEvent(event);
          }).finally(() => stop.abort()),
        ]);
        const now = run ?? (await this.summary());
        if (run || hasEnded(now.status)) return now;
      } catch (cause) {
        if (this.#api.signal.aborted) throw this.#api.signal.reason;
        patience.spend(cause);
      }
      await pause(tryAgainMs, undefined, { signal: this.#api.signal });
    }
  }

  async #read(signal: AbortSignal, onEvent: (event: RunEvent) => void): Promise<void> {
    const headers = { accept: "text/event-stream", ...(this.#after > 0 ? { "last-event-id": String(this.#after) } : {}) };
    try {
      const answer = await this.#api.ask("GET", `${runPath(this.#ref)}/events`, undefined, headers, signal);
      for await (const event of readEvents(answer.body)) {
        this.#after = event.seq;
        this.#note(event);
        onEvent(event);
      }
    } catch (cause) {
      if (signal.aborted && !this.#api.signal.aborted) return;
      if (cause instanceof CliError || this.#api.signal.aborted) throw cause;
      throw unreachable(`The console's word on run ${this.#ref.runId} broke off: ${messageOf(cause)}.`, { cause });
    }
  }

  /** That a run has been put down is no event of its own: while it asks something, its status is looked at. */
  async #untilWaiting(wanted: boolean, stop: AbortController): Promise<RunSummary | undefined> {
    while (!stop.signal.aborted && !this.#api.signal.aborted) {
      if (wanted && this.#open.size > 0) {
        const run = await this.summary().catch(() => undefined);
        if (run?.status === "waiting" && this.#open.size > 0) {
          stop.abort();
          return run;
        }
      }
      await pause(lookAtStatusMs, undefined, { signal: stop.signal }).catch(() => {});
    }
    return undefined;
  }

  #note({ type, path, data }: RunEvent): void {
    if (path === undefined) return;
    if (type === "INPUT_RECEIVED") this.#open.delete(path);
    if (type !== "INPUT_REQUIRED" || this.#answered.has(path)) return;
    const { schema = {}, prompt } = (data["input"] ?? {}) as { schema?: JsonSchema; prompt?: string | null };
    this.#open.set(path, { path, schema, ...(typeof prompt === "string" ? { prompt } : {}) });
  }
}
