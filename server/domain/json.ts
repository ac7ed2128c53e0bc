import { z } from "zod";

export type Json = null | boolean | number | string | Json[] | { [key: string]: Json };

/** Deeper than this no document is nested, and not much deeper the engine's own JSON runs out of stack. */
export const mostDepth = 1000;

/** Any JSON value. It came through JSON.parse already, so only its presence and its depth are left to check. */
export const json = z
  .custom<Json>((value) => value !== undefined, "a JSON value is needed")
  .refine((value) => !isDeeperThan(value, mostDepth), `is nested more than ${mostDepth} deep`);

/** Level by level, not by calling itself: what is too deep for the stack is what it has to find. */
export function isDeeperThan(value: Json, most: number): boolean {
  let level = [value].filter(isNested);
  for (let depth = 1; level.length > 0; depth++) {
    if (depth > most) return true;
    level = level.flatMap((each) => Object.values(each).filter(isNested));
  }
  return false;
}

function isNested(value: Json): value is Json[] | { [key: string]: Json } {
  return value !== null && typeof value === "object";
}
