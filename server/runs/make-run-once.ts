import type { Context } from "@/server/context";
import type { RunSummary } from "@/server/domain/run";
import { makeOnce, type Also } from "@/server/idempotency/make-once";
import { getRun } from "./get-run";

export type { Also };

type Call = {
  ctx: Context;
  /** Names what is made and the key it was asked with. */
  key: string;
  input: unknown;
  make: (also: Also) => Promise<{ run: RunSummary }>;
};

export function makeRunOnce(call: Call): Promise<{ run: RunSummary }> {
  return makeOnce({ ...call, find: (runId) => getRun({ ctx: call.ctx, input: { runId } }) });
}
