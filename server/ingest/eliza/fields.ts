import type { Json } from "@/server/domain/json";

export type Fields = Record<string, Json>;

/** What a body says, where it is what it should be; nothing else is made of anything else. */
export function textIn(fields: Fields, name: string): string | undefined {
  const value = Object.hasOwn(fields, name) ? fields[name] : undefined;
  return typeof value === "string" && value !== "" ? value : undefined;
}

export function numberIn(fields: Fields, name: string): number | undefined {
  const value = Object.hasOwn(fields, name) ? fields[name] : undefined;
  return typeof value === "number" && Number.isFinite(value) ? value : undefined;
}

export function fieldsIn(fields: Fields, name: string): Fields | undefined {
  const value = Object.hasOwn(fields, name) ? fields[name] : undefined;
  return value !== null && typeof value === "object" && !Array.isArray(value) ? value : undefined;
}

/** Past it a number is no moment, whatever it was meant to be. */
const latest = Date.UTC(2300, 0);

export function timeIn(fields: Fields, name: string): number | undefined {
  const value = numberIn(fields, name);
  return value !== undefined && value > 0 && value < latest ? Math.round(value) : undefined;
}

export function spanIn(fields: Fields, name: string): number | undefined {
  const value = numberIn(fields, name);
  return value !== undefined && value >= 0 && value < latest ? Math.round(value) : undefined;
}

/** The named fields that are there. */
export function pick(fields: Fields, ...names: string[]): Fields {
  return Object.fromEntries(names.flatMap((name) => (Object.hasOwn(fields, name) ? [[name, fields[name] ?? null]] : [])));
}

/** A failure's own words, however they are wrapped. */
export function messageIn(fields: Fields, name: string): string | undefined {
  const text = textIn(fields, name);
  if (text !== undefined) return text;
  const wrapped = fieldsIn(fields, name);
  if (wrapped) return textIn(wrapped, "message") ?? JSON.stringify(wrapped);
  return Object.hasOwn(fields, name) && fields[name] === true ? "It failed, and says no more." : undefined;
}
