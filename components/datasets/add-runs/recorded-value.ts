import { same } from "@/components/input-form/draft";
import { findJsonFault } from "@/components/input-form/json-fault";
import { asLarge } from "@/components/values/value-view";
import type { Json } from "@/server/domain/json";

/** A value of the run as it can be changed before it becomes part of an item. */
export type Recorded = { value: Json | undefined; text: string; bytes?: number };

export function recordedOf(value: Json | undefined): Recorded {
  const large = value === undefined ? undefined : asLarge(value);
  if (large) return { value, text: "", bytes: large.bytes };
  return { value, text: value === undefined ? "" : JSON.stringify(value, null, 2) };
}

type Typed = { value?: Json; isBroken?: boolean; isMissing?: boolean };

/** What was typed, where it is another value than the recorded. */
export function readTyped(recorded: Recorded, typed = recorded.text): Typed {
  if (recorded.bytes !== undefined) return {};
  if (typed.trim() === "") return { isMissing: true };
  if (findJsonFault(typed)) return { isBroken: true };
  const value = JSON.parse(typed) as Json;
  return recorded.value !== undefined && same(recorded.value, value) ? {} : { value };
}
