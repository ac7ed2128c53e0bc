"use client";

import { useId } from "react";
import { Button } from "@/components/ui/button";
import { controlShape } from "@/components/ui/field";
import { importFormats, type ImportFormat } from "@/server/domain/import-format";
import { formatBytes } from "@/server/domain/format";
import { formatWords } from "./file-format";
import type { ImportSource } from "./import-source";

type SourceStripProps = {
  source: ImportSource;
  format: ImportFormat;
  onFormat: (format: ImportFormat) => void;
  onOther: () => void;
  busy: boolean;
};

export function SourceStrip({ source, format, onFormat, onOther, busy }: SourceStripProps) {
  const id = useId();
  return (
    <div className="flex flex-wrap items-center gap-x-4 gap-y-2 rounded-lg border border-line bg-panel px-3 py-2">
      <p className="min-w-0 flex-1 max-sm:basis-full">
        <span className="font-medium [overflow-wrap:anywhere]">{source.name}</span>{" "}
        <span className="whitespace-nowrap text-ink-2">{formatBytes(source.file.size)}</span>
      </p>
      <div className="flex items-center gap-2">
        <label htmlFor={id} className="text-ink-2">
          Read as
        </label>
        <select
          id={id}
          value={format}
          onChange={({ target }) => onFormat(importFormats.find((one) => one === target.value) ?? format)}
          className={`${controlShape} h-7 w-auto!`}
        >
          {importFormats.map((one) => (
            <option key={one} value={one}>
              {formatWords[one]}
            </option>
          ))}
        </select>
      </div>
      <Button onClick={onOther} disabled={busy}>
        Another file…
      </Button>
    </div>
  );
}
