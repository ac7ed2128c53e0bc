import type { ColumnMap, ImportPreview } from "@/server/domain/dataset";
import type { Json } from "@/server/domain/json";
import type { Target } from "./place-values";
import { targetOf, writeTarget } from "./target-of";

export const itemParts: ReadonlySet<string> = new Set(["id", "input", "expected", "metadata"]);

/** Where a field of a row goes once there is a map. */
export function jsonTarget(name: string, map: ColumnMap): Target | null {
  if (Object.hasOwn(map, name)) return targetOf(map[name] ?? null);
  return itemParts.has(name) ? targetOf(name) : { part: "input", field: name };
}

const rowsSeen = 50;
const mostFields = 200;

/** The fields the first rows have, and where each goes: what there is to map. */
export class JsonFields {
  readonly #map: ColumnMap | undefined;
  readonly #names = new Set<string>();
  #rows = 0;
  #areItems = false;

  constructor(map: ColumnMap | undefined) {
    this.#map = map;
  }

  see(row: Record<string, Json>): void {
    if (this.#rows >= rowsSeen) return;
    this.#rows++;
    if (Object.hasOwn(row, "input")) this.#areItems = true;
    for (const name of Object.keys(row)) if (this.#names.size < mostFields) this.#names.add(name);
  }

  columns(): ImportPreview["columns"] {
    if (this.#names.size === 0) return undefined;
    return [...this.#names].map((name) => ({ name, target: this.#targetOf(name) }));
  }

  #targetOf(name: string): string | null {
    if (this.#map) {
      const target = jsonTarget(name, this.#map);
      return target && writeTarget(target);
    }
    if (this.#areItems) return itemParts.has(name) ? name : null;
    return `input.${name}`;
  }
}
