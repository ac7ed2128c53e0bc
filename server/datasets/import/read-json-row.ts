import type { ColumnMap, NewItem } from "@/server/domain/dataset";
import { findInexactNumber } from "@/server/domain/inexact-number";
import { isDeeperThan, mostDepth, type Json } from "@/server/domain/json";
import type { LineFault } from "./import-fault";
import { itemParts, jsonTarget, type JsonFields } from "./json-fields";
import { placeValues, readId, type PlacedRow, type Target } from "./place-values";
import type { JsonRow } from "./split-json";
import { writeTarget } from "./target-of";

/** A row of JSON or JSONL: an item, or, where it has no `input`, the input itself. */
export function readJsonRow({ line, text }: JsonRow, map: ColumnMap | undefined, fields: JsonFields): PlacedRow | LineFault[] {
  let value: Json;
  try {
    value = JSON.parse(text) as Json;
  } catch (cause) {
    return [notJson(line, text, cause)];
  }
  const inexact = findInexactNumber(text);
  if (inexact !== undefined) {
    const at = line + newlines(text.slice(0, text.indexOf(inexact)));
    return [{ line: at, message: `holds a number that JSON cannot carry exactly: ${inexact.slice(0, 60)}. Write it as text` }];
  }
  if (isDeeperThan(value, mostDepth)) return [{ line, message: `is nested more than ${mostDepth} deep` }];
  const isObject = value !== null && typeof value === "object" && !Array.isArray(value);
  if (!isObject) return { line, item: { input: value } };
  const row = value as Record<string, Json>;
  fields.see(row);
  if (map) return mapped(line, row, map);
  return Object.hasOwn(row, "input") ? toItem(line, row) : { line, item: { input: value } };
}

function toItem(line: number, row: Record<string, Json>): PlacedRow | LineFault[] {
  const extra = Object.keys(row).filter((name) => !itemParts.has(name));
  if (extra.length > 0)
    return extra.map((field) => ({ line, field, message: "is no part of an item; put it into metadata, or map it" }));
  const id = readId(line, row["id"] ?? undefined);
  if (id !== undefined && typeof id !== "string") return [id];
  const { input, expected, metadata } = row as Pick<NewItem, "input" | "expected" | "metadata">;
  const item: NewItem = {
    ...(id === undefined ? {} : { id }),
    input,
    ...(expected === undefined ? {} : { expected }),
    ...(metadata === undefined ? {} : { metadata }),
  };
  return { line, item };
}

function mapped(line: number, row: Record<string, Json>, map: ColumnMap): PlacedRow | LineFault[] {
  const values: { target: Target; value: Json }[] = [];
  const taken = new Set<string>();
  for (const [name, value] of Object.entries(row)) {
    const target = jsonTarget(name, map);
    if (!target) continue;
    const place = writeTarget(target);
    if (taken.has(place)) return [{ line, field: name, message: `goes to ${place}, where another field of the row goes` }];
    taken.add(place);
    values.push({ target, value });
  }
  return placeValues(line, values);
}

function notJson(line: number, text: string, cause: unknown): LineFault {
  const said = cause instanceof Error ? cause.message : "it does not parse";
  const position = /at position (\d+)/.exec(said)?.[1];
  const within = position === undefined ? 0 : newlines(text.slice(0, Number(position)));
  return { line: line + within, message: `is not JSON: ${said.replace(/ in JSON at position \d+.*$/s, "")}` };
}

function newlines(text: string): number {
  let count = 0;
  for (let at = text.indexOf("\n"); at >= 0; at = text.indexOf("\n", at + 1)) count++;
  return count;
}
