import { createHash } from "node:crypto";
import type { Statement } from "@/db/statement";
import type { Context } from "@/server/context";
import type { RunSummary } from "@/server/domain/run";
import { AppError } from "@/server/errors";
import { getRun } from "./get-run";
import { insertIdempotencyKey, readIdempotencyKey } from "./store";

/** What is written in the same transaction as the run it names. */
export type Also = (runId: string) => Statement[];

type Call = {
  ctx: Context;
  /** Names what is made and the key it was asked with. */
  key: string;
  input: unknown;
  make: (also: Also) => Promise<{ run: RunSummary }>;
};

/**
 * Makes a run at most once for a key: who asks again with the same input gets the same run, with another one a refusal.
 * The key is written in the run's own transaction, so of two at the same time one wins and the other finds it.
 */
export async function makeRunOnce({ ctx, key, input, make }: Call): Promise<{ run: RunSummary }> {
  const bodyHash = createHash("sha256").update(JSON.stringify(input)).digest("base64url");
  const known = await findMade(ctx, key, bodyHash);
  if (known) return known;
  try {
    return await make((created) => insertIdempotencyKey(ctx.db, { key, bodyHash, created, createdAt: Date.now() }));
  } catch (cause) {
    const winner = await findMade(ctx, key, bodyHash);
    if (winner) return winner;
    throw cause;
  }
}

async function findMade(ctx: Context, key: string, bodyHash: string): Promise<{ run: RunSummary } | undefined> {
  const row = await readIdempotencyKey(ctx.db, key, Date.now());
  if (!row) return undefined;
  if (row.bodyHash !== bodyHash)
    throw new AppError("does-not-fit", "This Idempotency-Key was used with another body. Take a new key for a new run.");
  return getRun({ ctx, input: { runId: row.created } });
}
