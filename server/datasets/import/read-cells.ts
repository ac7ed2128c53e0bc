import type { ColumnMap } from "@/server/domain/dataset";
import { findInexactNumber } from "@/server/domain/inexact-number";
import { isDeeperThan, mostDepth, type Json } from "@/server/domain/json";
import { readCell, unescapeCell } from "../csv-cell";
import { BrokenFile, type LineFault } from "./import-fault";
import type { CsvRow } from "./parse-csv";
import { placeValues, type PlacedRow, type Target } from "./place-values";
import { targetOf } from "./target-of";

export type Column = { name: string; target: Target | null; asText: boolean };

/** Reads the header, and says where each column goes. */
export function readHeader({ line, cells, fault }: CsvRow, map: ColumnMap, isText: (target: Target) => boolean): Column[] {
  if (fault !== undefined) throw new BrokenFile(line, fault);
  const names = cells.map((cell) => unescapeCell(cell.trim()));
  for (const [at, name] of names.entries()) {
    if (name === "") throw new BrokenFile(line, `column ${at + 1} has no name`);
    if (names.indexOf(name) < at) throw new BrokenFile(line, `two columns are named ${name}`);
  }
  const [only = ""] = names;
  const separator = names.length === 1 && !Object.hasOwn(map, only) ? /[;\t|]/.exec(only)?.[0] : undefined;
  if (separator !== undefined)
    throw new BrokenFile(
      line,
      `the header is one column, with a ${separator === "\t" ? "tab" : separator} in its name; columns are separated by commas`,
    );
  const unknown = Object.keys(map).find((name) => !names.includes(name));
  if (unknown !== undefined) throw new BrokenFile(line, `the map names a column ${unknown}, which the file does not have`);
  const isItem = names.some((name) => name === "input" || name.startsWith("input."));
  const columns = names.map((name) => {
    const target = Object.hasOwn(map, name) ? targetOf(map[name] ?? null) : ownTarget(name, isItem);
    return { name, target, asText: target !== null && isText(target) };
  });
  const places = new Set<string>();
  for (const { name, target } of columns) {
    const place = JSON.stringify([target?.part, target?.field]);
    if (target && places.has(place)) throw new BrokenFile(line, `column ${name} goes where another column goes`);
    places.add(place);
  }
  return columns;
}

/** A column `id` names the item only where another column is the input; otherwise it is one of the input's fields. */
function ownTarget(name: string, isItem: boolean): Target {
  const named = /^(?:input|expected|metadata)(?:\..+)?$/s.test(name) || (name === "id" && isItem);
  return named ? (targetOf(name) ?? { part: "input", field: name }) : { part: "input", field: name };
}

export function readCells(columns: Column[], { line, cells, fault }: CsvRow): PlacedRow | LineFault[] {
  if (fault !== undefined) return [{ line, message: fault }];
  if (cells.length !== columns.length)
    return [
      { line, message: `has ${cells.length} ${cells.length === 1 ? "cell" : "cells"} where the header has ${columns.length}` },
    ];
  const faults: LineFault[] = [];
  const values: { target: Target; value: Json }[] = [];
  for (const [at, { name, target, asText }] of columns.entries()) {
    const text = unescapeCell(cells[at] ?? "");
    if (target === null || text === "") continue;
    const value = valueOf(text, target, asText);
    if (value === undefined) continue;
    const inexact = value === text ? undefined : findInexactNumber(text);
    if (inexact !== undefined)
      faults.push({ line, field: name, message: `holds a number that JSON cannot carry exactly: ${inexact.slice(0, 60)}` });
    else if (typeof value === "object" && isDeeperThan(value, mostDepth))
      faults.push({ line, field: name, message: `is nested more than ${mostDepth} deep` });
    values.push({ target, value });
  }
  return faults.length > 0 ? faults : placeValues(line, values);
}

/** A whole part that is to be a text is also read from how an export writes one that looks like something else: as JSON. */
function valueOf(text: string, { part, field }: Target, asText: boolean): Json | undefined {
  if (part === "id" || (asText && field !== undefined)) return text;
  const value = readCell(text);
  return asText && typeof value !== "string" ? text : value;
}
