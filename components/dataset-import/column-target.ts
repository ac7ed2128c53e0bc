/** Where columns can go, as the person chooses it: a part as a whole, a field of one, the item's id, or nowhere. */
export const places = ["input.", "input", "expected.", "expected", "metadata.", "metadata", "id", ""] as const;
export type Place = (typeof places)[number];
export type Column = { name: string; target: string | null };

export const placeWords: Readonly<Record<Place, string>> = {
  "input.": "Input field",
  input: "Input, whole",
  "expected.": "Expected field",
  expected: "Expected, whole",
  "metadata.": "Metadata field",
  metadata: "Metadata, whole",
  id: "Item id",
  "": "Leave out",
};

export function splitTarget(target: string | null): { place: Place; field: string } {
  const text = target ?? "";
  const dot = text.indexOf(".");
  const head = dot < 0 ? text : text.slice(0, dot + 1);
  return { place: places.find((place) => place === head) ?? "", field: dot < 0 ? "" : text.slice(dot + 1) };
}

/** A field keeps the name it had, or takes the column's own. */
export function moveColumn({ name, target }: Column, place: Place): Column {
  if (place === "") return { name, target: null };
  if (!place.endsWith(".")) return { name, target: place };
  const { field } = splitTarget(target);
  const own = name.replace(/^(?:input|expected|metadata)\./, "");
  return { name, target: place + (field === "" ? own : field) };
}

/** What stands where a column goes, in a row as it would be stored. */
export function valueAt(row: Readonly<Record<string, unknown>>, target: string | null): unknown {
  const { place, field } = splitTarget(target);
  if (place === "") return undefined;
  const part = row[place.replace(".", "")];
  if (!place.endsWith(".")) return part;
  return typeof part === "object" && part !== null && Object.hasOwn(part, field) ? Reflect.get(part, field) : undefined;
}

/** The columns that go where an earlier one goes already, each with that one's name. */
export function sharedTargets(columns: readonly Column[]): ReadonlyMap<string, string> {
  const first = new Map<string, string>();
  const shared = new Map<string, string>();
  for (const { name, target } of columns) {
    if (target === null) continue;
    const before = first.get(target);
    if (before === undefined) first.set(target, name);
    else shared.set(name, before);
  }
  return shared;
}
