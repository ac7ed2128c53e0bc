import { createHash } from "node:crypto";
import type { Context } from "@/server/context";
import type { RunSummary, StartRunInput } from "@/server/domain/run";
import { AppError } from "@/server/errors";
import { getRun } from "./get-run";
import { startRun } from "./start-run";
import { insertIdempotencyKey, readIdempotencyKey } from "./store";

type Call = { ctx: Context; input: StartRunInput; idempotencyKey: string };

/**
 * Starts a run at most once for a key: who asks again with the same input gets the same run, with another one a refusal.
 * The key is written in the run's own transaction, so of two at the same time one wins and the other finds it.
 */
export async function startRunOnce({ ctx, input, idempotencyKey }: Call): Promise<{ run: RunSummary }> {
  const key = `start-run:${idempotencyKey}`;
  const bodyHash = createHash("sha256").update(JSON.stringify(input)).digest("base64url");
  const known = await findStarted(ctx, key, bodyHash);
  if (known) return known;
  try {
    return await startRun({
      ctx,
      input,
      also: (created) => insertIdempotencyKey(ctx.db, { key, bodyHash, created, createdAt: Date.now() }),
    });
  } catch (cause) {
    const winner = await findStarted(ctx, key, bodyHash);
    if (winner) return winner;
    throw cause;
  }
}

async function findStarted(ctx: Context, key: string, bodyHash: string): Promise<{ run: RunSummary } | undefined> {
  const row = await readIdempotencyKey(ctx.db, key, Date.now());
  if (!row) return undefined;
  if (row.bodyHash !== bodyHash)
    throw new AppError("does-not-fit", "This Idempotency-Key was used with another body. Take a new key for a new run.");
  return getRun({ ctx, input: { runId: row.created } });
}
