"use client";

import clsx from "clsx";
import { useEffect, useEffectEvent, useRef, useState } from "react";
import { Button } from "@/components/ui/button";
import { FileRules } from "./file-rules";
import { PasteText } from "./paste-text";

type PickFileProps = { over: boolean; onFile: (file: File) => void; onText: (text: string) => void };

/** A file: dropped, chosen, or pasted. */
export function PickFile({ over, onFile, onText }: PickFileProps) {
  const chooser = useRef<HTMLInputElement>(null);
  const [pasting, setPasting] = useState(false);
  const onPaste = useEffectEvent((event: ClipboardEvent) => {
    if (event.target instanceof HTMLTextAreaElement || !event.clipboardData) return;
    const [file] = event.clipboardData.files;
    const text = event.clipboardData.getData("text/plain");
    if (file) onFile(file);
    else if (text.trim() !== "") onText(text);
  });
  useEffect(() => {
    const listener = (event: ClipboardEvent) => onPaste(event);
    window.addEventListener("paste", listener);
    return () => window.removeEventListener("paste", listener);
  }, []);
  return (
    <div className="flex flex-1 flex-col gap-5 px-4 pb-8 md:px-5">
      <div
        className={clsx(
          "flex min-h-52 flex-col items-center justify-center gap-3 rounded-lg border border-dashed px-4 py-8 text-center",
          over ? "border-accent bg-accent-wash" : "border-field bg-panel",
        )}
      >
        <p className="text-base font-medium">Drop a CSV, JSON or JSONL file here</p>
        <div className="flex flex-wrap justify-center gap-2">
          <Button look="primary" onClick={() => chooser.current?.click()}>
            Choose a file…
          </Button>
          <Button aria-expanded={pasting} onClick={() => setPasting(!pasting)}>
            Paste text
          </Button>
        </div>
        <input
          ref={chooser}
          type="file"
          hidden
          aria-label="File to import"
          accept=".csv,.tsv,.json,.jsonl,.ndjson,.txt,text/csv,application/json,text/plain"
          onChange={({ target }) => {
            const [file] = target.files ?? [];
            // The same file, mended, can be chosen again.
            target.value = "";
            if (file) onFile(file);
          }}
        />
        <p className="max-w-md text-pretty text-ink-2">
          You see its rows before anything is stored. All of them come in as one version, or none.
        </p>
      </div>
      {pasting ? <PasteText onPaste={onText} /> : null}
      <FileRules />
    </div>
  );
}
