import type { Json } from "@/server/domain/json";
import type { FieldSpec } from "./field-spec";

/**
 * What stands in the form: a value on its way. Numbers and JSON are kept as the text that was typed, choices as the
 * option's number, so that nothing typed is lost by being wrong. `undefined` is left out of the value.
 */
export type Draft = undefined | null | string | boolean | Draft[] | { [name: string]: Draft };

export function toDraft(spec: FieldSpec, value: Json | undefined, required = true): Draft {
  const given = value === undefined ? spec.default : value;
  if (given === undefined) return emptyDraft(spec, required);
  if (given === null && spec.nullable) return null;
  switch (spec.type) {
    case "text":
      return typeof given === "string" ? given : undefined;
    case "number":
      return typeof given === "number" ? String(given) : undefined;
    case "boolean":
      return typeof given === "boolean" ? given : undefined;
    case "choice": {
      const index = spec.options.findIndex((option) => same(option, given));
      return index < 0 ? undefined : String(index);
    }
    case "list":
      return Array.isArray(given) ? given.map((item) => toDraft(spec.item, item)) : undefined;
    case "object": {
      const members = isObject(given) ? given : {};
      return Object.fromEntries(
        spec.fields.map((field) => [field.name, toDraft(field.spec, members[field.name], field.required)]),
      );
    }
    case "json":
      return JSON.stringify(given, null, 2);
  }
}

/** What a field starts with: nothing that was not asked for, so an optional object begins unset. */
function emptyDraft(spec: FieldSpec, required: boolean): Draft {
  if (!required) return undefined;
  if (spec.type === "object") return toDraft(spec, {});
  if (spec.type === "choice" && spec.options.length === 1) return "0";
  if (spec.type === "list") return [];
  return spec.type === "boolean" ? false : undefined;
}

/** Members of a draft object; none of anything else. */
export function membersOf(draft: Draft): { [name: string]: Draft } {
  return typeof draft === "object" && draft !== null && !Array.isArray(draft) ? draft : {};
}

export function isObject(value: Json): value is { [name: string]: Json } {
  return typeof value === "object" && value !== null && !Array.isArray(value);
}

/** Equal as JSON: the order of names does not matter. */
export function same(a: Json, b: Json): boolean {
  return canonical(a) === canonical(b);
}

function canonical(value: Json): string {
  return JSON.stringify(value, (_, part: Json) =>
    isObject(part) ? Object.fromEntries(Object.entries(part).toSorted(([a], [b]) => (a < b ? -1 : 1))) : part,
  );
}
