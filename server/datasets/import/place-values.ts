import { itemId, type NewItem } from "@/server/domain/dataset";
import type { Json } from "@/server/domain/json";
import type { LineFault } from "./import-fault";

export type Target = { part: "id" | "input" | "expected" | "metadata"; field?: string };
export type PlacedRow = { line: number; item: NewItem };

/** Builds an item of values and where each goes. A part given whole must be an object if fields of it are given too. */
export function placeValues(line: number, values: { target: Target; value: Json }[]): PlacedRow | LineFault[] {
  const parts = new Map<Target["part"], Json>();
  for (const { target, value } of values) if (target.field === undefined) parts.set(target.part, value);
  for (const {
    target: { part, field },
    value,
  } of values) {
    if (field === undefined) continue;
    const whole = parts.get(part) ?? {};
    if (whole === null || typeof whole !== "object" || Array.isArray(whole))
      return [{ line, field: `${part}.${field}`, message: `cannot be set: the column ${part} has a value that is no object` }];
    // Also a field called __proto__ is a field.
    Object.defineProperty(whole, field, { value, enumerable: true, configurable: true, writable: true });
    parts.set(part, whole);
  }
  const input = parts.get("input");
  if (input === undefined) return [{ line, field: "input", message: "is missing: the row has nothing for it" }];
  const id = readId(line, parts.get("id"));
  if (id !== undefined && typeof id !== "string") return [id];
  const [expected, metadata] = [parts.get("expected"), parts.get("metadata")];
  const item: NewItem = {
    ...(id === undefined ? {} : { id }),
    input,
    ...(expected === undefined ? {} : { expected }),
    ...(metadata === undefined ? {} : { metadata }),
  };
  return { line, item };
}

/** A whole number will do: as text it says the same. */
export function readId(line: number, value: Json | undefined): string | LineFault | undefined {
  if (value === undefined) return undefined;
  const parsed = itemId.safeParse(typeof value === "number" && Number.isSafeInteger(value) ? String(value) : value);
  return parsed.success
    ? parsed.data
    : { line, field: "id", message: `is no id: ${parsed.error.issues[0]?.message ?? "not text"}` };
}
