import type { Target } from "./place-values";

/** `input.name` is the field `name` of the input; what stands behind the first dot is one name, dots and all. */
export function targetOf(text: string | null): Target | null {
  if (text === null) return null;
  const dot = text.indexOf(".");
  const part = (dot < 0 ? text : text.slice(0, dot)) as Target["part"];
  return dot < 0 ? { part } : { part, field: text.slice(dot + 1) };
}

export const writeTarget = ({ part, field }: Target): string => (field === undefined ? part : `${part}.${field}`);
