import type { Json } from "@/server/domain/json";
import { isObject, membersOf, same, toDraft, type Draft } from "./draft";
import type { FieldSpec, SpecOf } from "./field-spec";

export type FieldFault = { path: string; message: string };

/** Paths are those of the server's own faults: `input.address.city`. */
export const rootPath = "input";
export const joinPath = (path: string, part: string | number): string => `${path}.${part}`;

type Place = { required: boolean; path: string; faults: FieldFault[] };

/** The value a draft stands for (undefined: leave it out), and by field what keeps it from being one. */
export function readDraft(spec: FieldSpec, draft: Draft, root = rootPath): { value: Json | undefined; faults: FieldFault[] } {
  const faults: FieldFault[] = [];
  return { value: toValue(spec, draft, { required: true, path: root, faults }), faults };
}

function toValue(spec: FieldSpec, draft: Draft, place: Place): Json | undefined {
  if (draft === null) return null;
  switch (spec.type) {
    case "text":
      return typeof draft === "string" && (draft !== "" || place.required) ? draft : undefined;
    case "boolean":
      return typeof draft === "boolean" ? draft : undefined;
    case "choice":
      return typeof draft === "string" ? spec.options[Number(draft)] : undefined;
    case "number":
      return typeof draft === "string" ? toNumber(spec, draft, place) : undefined;
    case "json":
      return typeof draft === "string" ? toJson(draft, place) : undefined;
    case "list":
      if (!Array.isArray(draft) || (draft.length === 0 && !place.required)) return undefined;
      return draft.map((item, index) => toValue(spec.item, item, within(place, index)) ?? null);
    case "object":
      return draft === undefined ? undefined : toObject(spec, draft, place);
  }
}

function toNumber(spec: SpecOf<"number">, text: string, { path, faults }: Place): number | undefined {
  if (text.trim() === "") return undefined;
  const number = Number(text);
  const fault = !Number.isFinite(number)
    ? "is not a number"
    : spec.integer && !Number.isInteger(number)
      ? "must be a whole number"
      : Number.isInteger(number) && !Number.isSafeInteger(number)
        ? "is too large to be kept exactly"
        : undefined;
  if (fault === undefined) return number;
  faults.push({ path, message: fault });
  return undefined;
}

function toJson(text: string, { path, faults }: Place): Json | undefined {
  if (text.trim() === "") return undefined;
  try {
    return JSON.parse(text) as Json;
  } catch {
    faults.push({ path, message: "is not JSON" });
    return undefined;
  }
}

function toObject(spec: SpecOf<"object">, draft: Draft, place: Place): Json {
  const members = membersOf(draft);
  const value: { [name: string]: Json } = {};
  for (const field of spec.fields) {
    const member = toValue(field.spec, members[field.name], within(place, field.name, field.required));
    if (member !== undefined) value[field.name] = member;
  }
  return value;
}

function within({ path, faults }: Place, part: string | number, required = true): Place {
  return { path: joinPath(path, part), faults, required };
}

/** Whether the form can show a value without losing any of it. Filling defaults in is no loss. */
export function fitsForm(spec: FieldSpec, value: Json): boolean {
  const back = readDraft(spec, toDraft(spec, value));
  return back.faults.length === 0 && back.value !== undefined && same(back.value, withPresets(spec, value));
}

function withPresets(spec: FieldSpec, value: Json): Json {
  if (spec.type === "list" && Array.isArray(value)) return value.map((item) => withPresets(spec.item, item));
  if (spec.type !== "object" || !isObject(value)) return value;
  const filled = { ...value };
  for (const { name, required, spec: member } of spec.fields) {
    const given = value[name];
    const preset =
      given === undefined
        ? toValue(member, toDraft(member, undefined, required), { required, path: "", faults: [] })
        : withPresets(member, given);
    if (preset !== undefined) filled[name] = preset;
  }
  return filled;
}
