import { createHash } from "node:crypto";
import type { Statement } from "@/db/statement";
import type { Context } from "@/server/context";
import { AppError } from "@/server/errors";
import { insertIdempotencyKey, readIdempotencyKey } from "./store";

/** What is written in the same transaction as the run it names. */
export type Also = (runId: string) => Statement[];

type Call<Made> = {
  ctx: Context;
  /** Names what is made and the key it was asked with. */
  key: string;
  input: unknown;
  make: (also: Also) => Promise<Made>;
  /** Finds by its id what was made. */
  read: (id: string) => Promise<Made>;
};

/**
 * Makes something at most once for a key: who asks again with the same input gets the same, with another one a refusal.
 * The key is written in the transaction that makes it, so of two at the same time one wins and the other finds it.
 */
export async function makeOnce<Made>({ ctx, key, input, make, read }: Call<Made>): Promise<Made> {
  const bodyHash = createHash("sha256").update(JSON.stringify(input)).digest("base64url");
  const known = await findMade(ctx, key, bodyHash);
  if (known !== undefined) return read(known);
  try {
    return await make((created) => insertIdempotencyKey(ctx.db, { key, bodyHash, created, createdAt: Date.now() }));
  } catch (cause) {
    const winner = await findMade(ctx, key, bodyHash);
    if (winner !== undefined) return read(winner);
    throw cause;
  }
}

async function findMade(ctx: Context, key: string, bodyHash: string): Promise<string | undefined> {
  const row = await readIdempotencyKey(ctx.db, key, Date.now());
  if (row && row.bodyHash !== bodyHash)
    throw new AppError("does-not-fit", "This Idempotency-Key was used with another body. Take a new key for a new run.");
  return row?.created;
}
