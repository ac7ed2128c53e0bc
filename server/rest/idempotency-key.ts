import { z } from "zod";
import { AppError } from "@/server/errors";

const idempotencyKey = z.string().min(1).max(255).nullable();

/** The key a request brings so that it is done at most once; `what` keeps those of different doors apart. */
export function idempotencyKeyOf(request: Request, what: string): string | undefined {
  const key = idempotencyKey.safeParse(request.headers.get("idempotency-key"));
  if (!key.success) throw new AppError("bad-input", "An Idempotency-Key is 1 to 255 characters.");
  return key.data === null ? undefined : `${what}:${key.data}`;
}
