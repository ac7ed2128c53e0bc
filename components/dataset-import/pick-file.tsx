"use client";

import clsx from "clsx";
import { useEffect, useEffectEvent, useRef, useState, type DragEvent } from "react";
import { Button } from "@/components/ui/button";
import { fileOfDrop } from "./file-of-drop";
import { FileRules } from "./file-rules";
import { mostFileBytes, openSource, type ImportSource } from "./import-source";
import { PasteText } from "./paste-text";

/** A file: dropped, chosen, or pasted. */
export function PickFile({ onPick }: { onPick: (source: ImportSource) => void }) {
  const chooser = useRef<HTMLInputElement>(null);
  const [over, setOver] = useState(false);
  const [pasting, setPasting] = useState(false);
  const [refusal, setRefusal] = useState<string>();
  const take = (file: Blob, name: string) => {
    if (file.size > mostFileBytes) return setRefusal(`${name} is larger than 2 GiB, the most that comes in at once.`);
    openSource(file, name).then(onPick, () =>
      setRefusal(`${name} could not be read. If it was moved or changed, choose it again.`),
    );
  };
  const takeFile = (file: File | string) => (typeof file === "string" ? setRefusal(file) : take(file, file.name));
  const onPaste = useEffectEvent((event: ClipboardEvent) => {
    if (event.target instanceof HTMLTextAreaElement || !event.clipboardData) return;
    const [file] = event.clipboardData.files;
    const text = event.clipboardData.getData("text/plain");
    if (file) take(file, file.name);
    else if (text.trim() !== "") take(new Blob([text]), "Pasted text");
  });
  useEffect(() => {
    const listener = (event: ClipboardEvent) => onPaste(event);
    window.addEventListener("paste", listener);
    return () => window.removeEventListener("paste", listener);
  }, []);
  const onDrop = (event: DragEvent) => {
    event.preventDefault();
    setOver(false);
    takeFile(fileOfDrop(event.dataTransfer));
  };
  return (
    <div
      className="flex flex-1 flex-col gap-5 px-4 pb-8 md:px-5"
      onDragOver={(event) => {
        event.preventDefault();
        setOver(true);
      }}
      onDragLeave={(event) => (event.currentTarget.contains(event.relatedTarget as Node | null) ? undefined : setOver(false))}
      onDrop={onDrop}
    >
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
            if (file) takeFile(file);
          }}
        />
        <p className="max-w-md text-pretty text-ink-2">
          You see its rows before anything is stored. All of them come in as one version, or none.
        </p>
        <p role="alert" className="text-fail [overflow-wrap:anywhere] empty:hidden">
          {refusal}
        </p>
      </div>
      {pasting ? <PasteText onPaste={(text) => take(new Blob([text]), "Pasted text")} /> : null}
      <FileRules />
    </div>
  );
}
