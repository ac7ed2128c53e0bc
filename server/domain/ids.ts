import { z } from "zod";

export const agentId = z
  .string()
  .regex(/^[a-z0-9][a-z0-9_.-]{0,127}$/, "an agent id is up to 128 of a-z 0-9 _ . - and begins with a letter or digit");

/** Ids are opaque to callers; these bounds only keep nonsense (paths, NUL, megabytes) away from the database. */
export const runId = z.string().regex(/^[A-Za-z0-9_-]{1,200}$/, "a run id is up to 200 of A-Z a-z 0-9 _ -");
export const stepId = z.string().regex(/^[A-Za-z0-9_-]{1,64}$/, "a step id is up to 64 of A-Z a-z 0-9 _ -");
export const foreignId = plainText(256);

/** Text the database gives back as it was: a NUL would end it, and half a surrogate pair is no character. */
export function plainText(most: number) {
  return z
    .string()
    .min(1)
    .max(most)
    .refine((text) => !/\0|\p{Surrogate}/u.test(text), "has a character that is not text (NUL, or half a surrogate pair)");
}
