"use client";

import { useId } from "react";
import { JsonEditor } from "@/components/input-form/json-editor";
import { formatBytes } from "@/server/domain/format";
import type { Recorded } from "./recorded-value";

type ItemPartProps = {
  label: string;
  recorded: Recorded;
  typed: string | undefined;
  faults: readonly { path: string; message: string }[];
  onChange: (text: string) => void;
};

/** A value of the run on its way into an item: as it was, or changed. */
export function ItemPart({ label, recorded, typed, faults, onChange }: ItemPartProps) {
  const id = useId();
  if (recorded.bytes === undefined)
    return (
      <JsonEditor id={id} label={`${label} as JSON`} small text={typed ?? recorded.text} faults={faults} onChange={onChange} />
    );
  return (
    <>
      <p className="rounded-md border border-line bg-sunk px-2.5 py-1.5 text-ink-2">
        {formatBytes(recorded.bytes)}: it goes in whole, and is too large to edit here.
      </p>
      <ul className="text-xs text-fail">
        {faults.map(({ path, message }) => (
          <li key={path + message} className="[overflow-wrap:anywhere]">
            <span className="font-mono">{path}</span> {message}
          </li>
        ))}
      </ul>
    </>
  );
}
