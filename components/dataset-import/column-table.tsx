"use client";

import type { NewItem } from "@/server/domain/dataset";
import { columnGrid, ColumnRow } from "./column-row";
import { valueAt, type Column } from "./column-target";
import { previewCell } from "./preview-cell";

type ColumnTableProps = {
  columns: readonly Column[];
  first: NewItem | undefined;
  /** Columns that go where another goes already, with that other's name. */
  shared: ReadonlyMap<string, string>;
  onChange: (columns: readonly Column[]) => void;
};

/** Each column of the file, and where it goes. */
export function ColumnTable({ columns, first, shared, onChange }: ColumnTableProps) {
  return (
    <section aria-label="Columns" className="@container flex flex-col gap-2">
      <h2 className="font-semibold">
        Columns <span className="font-normal text-ink-2">and where they go</span>
      </h2>
      <ul className="max-h-[45dvh] overflow-y-auto rounded-lg border border-line bg-panel">
        <li
          aria-hidden="true"
          className={`${columnGrid} sticky top-0 hidden h-[30px] border-b border-line bg-sunk text-xs text-ink-3 @min-[640px]:grid`}
        >
          <span>Column</span>
          <span>Goes to</span>
          <span>Name there</span>
          <span>In the first row</span>
        </li>
        {columns.map((column) => (
          <ColumnRow
            key={column.name}
            column={column}
            example={first && previewCell(valueAt(first, column.target))}
            sharedWith={shared.get(column.name)}
            onChange={(next) => onChange(columns.map((one) => (one.name === next.name ? next : one)))}
          />
        ))}
      </ul>
    </section>
  );
}
