import { createHash } from "node:crypto";
import type { Statement } from "@/db/statement";
import type { Context } from "@/server/context";
import { AppError } from "@/server/errors";
import { insertIdempotencyKey, readIdempotencyKey } from "./store";

/** What is written in the same transaction as the thing it names. */
export type Also = (created: string) => Statement[];

type Call<Made> = {
  ctx: Context;
  /** Names what is made and the key it was asked with. */
  key: string;
  input: unknown;
  make: (also: Also) => Promise<Made>;
  /** What was made before, by the name `make` gave it. */
  find: (created: string) => Promise<Made>;
};

/**
 * Makes something at most once for a key: who asks again with the same input gets the same, with another one a refusal.
 * The key is written in the thing's own transaction, so of two at the same time one wins and the other finds it.
 */
export async function makeOnce<Made>({ ctx, key, input, make, find }: Call<Made>): Promise<Made> {
  const bodyHash = createHash("sha256").update(JSON.stringify(input)).digest("base64url");
  const known = await findMade(ctx, key, bodyHash);
  if (known !== undefined) return find(known);
  try {
    return await make((created) => rememberMade(ctx, key, bodyHash, created));
  } catch (cause) {
    const winner = await findMade(ctx, key, bodyHash);
    if (winner !== undefined) return find(winner);
    throw cause;
  }
}

/** The name of what was made for this key; another body is refused. */
export async function findMade(ctx: Context, key: string, bodyHash: string): Promise<string | undefined> {
  const row = await readIdempotencyKey(ctx.db, key, Date.now());
  if (row && row.bodyHash !== bodyHash)
    throw new AppError("does-not-fit", "This Idempotency-Key was used with another body. Take a new key for a new request.");
  return row?.created;
}

export function rememberMade(ctx: Context, key: string, bodyHash: string, created: string): Statement[] {
  return insertIdempotencyKey(ctx.db, { key, bodyHash, created, createdAt: Date.now() });
}
