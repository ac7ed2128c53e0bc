import type { Score } from "@/server/domain/score";
import { messageOf } from "@/server/errors";

const mostText = 10_000;

/** What a scorer gave, if it is a score. */
export function toVerdict(verdict: unknown): Omit<Score, "scorer" | "source"> {
  if (typeof verdict === "boolean") return { value: Number(verdict), pass: verdict };
  if (typeof verdict === "number") return { value: finite(verdict) };
  if (typeof verdict !== "object" || verdict === null || !("value" in verdict)) throw new Error(nonsense(verdict));
  const { value, pass, label, reason } = verdict as Record<string, unknown>;
  if (value !== null && typeof value !== "number" && typeof value !== "boolean") throw new Error(nonsense(verdict));
  if (pass !== undefined && typeof pass !== "boolean") throw new Error(`The scorer gave a pass that is not true or false.`);
  return {
    value: value === null ? null : finite(Number(value)),
    ...(typeof pass === "boolean" ? { pass } : typeof value === "boolean" ? { pass: value } : {}),
    ...(label === undefined || label === null ? {} : { label: storable(words(label)) }),
    ...(reason === undefined || reason === null ? {} : { reason: storable(words(reason)) }),
  };
}

function finite(value: number): number {
  if (!Number.isFinite(value)) throw new Error(`The scorer gave ${value}, which is no score.`);
  return value;
}

function nonsense(verdict: unknown): string {
  return `The scorer gave ${storable(messageOf(verdict)).slice(0, 200)}; a score is a number, true or false, or {value, pass?, label?, reason?}.`;
}

/** Goes into a row: no NUL, no half surrogate pair, not without end. */
export function storable(text: string): string {
  return text.slice(0, mostText).replace(/\0|\p{Surrogate}/gu, "\uFFFD");
}

const words = (said: unknown): string => (typeof said === "string" ? said : messageOf(said));
