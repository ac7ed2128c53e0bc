"use client";

import { useId, useState } from "react";
import { controlShape, noted } from "@/components/ui/field";
import { moveColumn, places, placeWords, splitTarget, type Column } from "./column-target";

export const columnGrid = "items-center gap-x-3 px-3 @min-[640px]:grid-cols-[minmax(0,1fr)_150px_minmax(0,1fr)_minmax(0,1.4fr)]";

type ColumnRowProps = {
  column: Column;
  example: string | undefined;
  sharedWith: string | undefined;
  onChange: (column: Column) => void;
};

export function ColumnRow({ column, example, sharedWith, onChange }: ColumnRowProps) {
  const id = useId();
  const { name, target } = column;
  const { place } = splitTarget(target);
  const faults = sharedWith === undefined ? [] : [`${sharedWith} goes there already`];
  return (
    <li className={`${columnGrid} grid grid-cols-2 gap-y-1 border-b border-line py-1 last:border-b-0 @min-[640px]:min-h-[34px]`}>
      <span className="truncate font-mono text-xs @max-[640px]:col-span-2" title={name}>
        {name}
      </span>
      <select
        {...noted(id, undefined, faults)}
        aria-label={`${name} goes to`}
        value={place}
        onChange={(event) => onChange(moveColumn(column, places.find((one) => one === event.target.value) ?? place))}
        className={`${controlShape} h-6.5`}
      >
        {places.map((one) => (
          <option key={one} value={one}>
            {placeWords[one]}
          </option>
        ))}
      </select>
      {place.endsWith(".") ? <FieldName key={target} column={column} onChange={onChange} /> : <span />}
      <span className="col-span-2 truncate text-xs text-ink-2 @min-[640px]:col-span-1">
        {faults.length > 0 ? (
          <span id={`${id}-fault`} className="text-fail">
            {faults[0]}
          </span>
        ) : (
          <span className="font-mono" title={example}>
            {example}
          </span>
        )}
      </span>
    </li>
  );
}

/** Taken when one leaves it, not letter by letter: each change has the file looked at again. */
function FieldName({ column, onChange }: Pick<ColumnRowProps, "column" | "onChange">) {
  const { place, field } = splitTarget(column.target);
  const [typed, setTyped] = useState(field);
  const take = () => {
    const next = typed.trim();
    if (next === "") setTyped(field);
    else if (next !== field) onChange({ ...column, target: place + next });
  };
  return (
    <input
      aria-label={`Name of the field ${column.name} goes to`}
      value={typed}
      maxLength={480}
      spellCheck={false}
      autoComplete="off"
      onChange={(event) => setTyped(event.target.value)}
      onBlur={take}
      onKeyDown={(event) => {
        if (event.key !== "Enter") return;
        // It is the field that is done, not the form.
        event.preventDefault();
        take();
      }}
      className={`${controlShape} h-6.5 font-mono text-xs`}
    />
  );
}
