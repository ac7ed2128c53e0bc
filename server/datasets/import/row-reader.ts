import type { ColumnMap, ImportFormat, ImportPreview } from "@/server/domain/dataset";
import type { JsonSchema } from "@/server/domain/agent";
import type { LineFault } from "./import-fault";
import { CsvParser, type CsvRow } from "./parse-csv";
import { readCells, readHeader, type Column } from "./read-cells";
import { JsonFields } from "./json-fields";
import { readJsonRow } from "./read-json-row";
import type { PlacedRow, Target } from "./place-values";
import { LineSplitter } from "./split-lines";
import { JsonSplitter } from "./split-json";
import { writeTarget } from "./target-of";

type ReadRow = PlacedRow | LineFault[];
type Schemas = { inputSchema: string | null; expectedSchema: string | null };

/** Reads the rows of a file as its text comes, each as an item or as what is wrong with it. */
export type RowReader = {
  push: (text: string) => Generator<ReadRow>;
  end: () => Generator<ReadRow>;
  columns: () => ImportPreview["columns"];
};

export function openRowReader(format: ImportFormat, map: ColumnMap | undefined, schemas: Schemas): RowReader {
  return format === "csv" ? csvReader(map ?? {}, schemas) : jsonReader(format, map);
}

function jsonReader(format: "json" | "jsonl", map: ColumnMap | undefined): RowReader {
  const splitter = format === "json" ? new JsonSplitter() : new LineSplitter();
  const fields = new JsonFields(map);
  return {
    *push(text) {
      for (const row of splitter.push(text)) yield readJsonRow(row, map, fields);
    },
    *end() {
      for (const row of splitter.end()) yield readJsonRow(row, map, fields);
    },
    columns: () => fields.columns(),
  };
}

function csvReader(map: ColumnMap, schemas: Schemas): RowReader {
  const parser = new CsvParser();
  let columns: Column[] | undefined;
  function* read(rows: CsvRow[]): Generator<ReadRow> {
    for (const row of rows)
      if (columns) yield readCells(columns, row);
      else columns = readHeader(row, map, textFields(schemas));
  }
  return {
    push: (text) => read(parser.push(text)),
    end: () => read(parser.end()),
    columns: () =>
      columns?.map(({ name, target }) => ({
        name,
        target: target && writeTarget(target),
      })),
  };
}

/** What the schema calls a text is not read as anything else, whatever it looks like. */
function textFields({ inputSchema, expectedSchema }: Schemas): (target: Target) => boolean {
  const schemas: Partial<Record<Target["part"], JsonSchema>> = {
    ...(inputSchema === null ? {} : { input: JSON.parse(inputSchema) as JsonSchema }),
    ...(expectedSchema === null ? {} : { expected: JSON.parse(expectedSchema) as JsonSchema }),
  };
  return ({ part, field }) => {
    if (field === undefined) return schemas[part]?.["type"] === "string";
    const properties = schemas[part]?.["properties"];
    const property = isObject(properties) && Object.hasOwn(properties, field) ? properties[field] : undefined;
    return isObject(property) && property["type"] === "string";
  };
}

function isObject(value: unknown): value is Record<string, unknown> {
  return value !== null && typeof value === "object" && !Array.isArray(value);
}
