"use client";

import { keepPreviousData, useQuery } from "@tanstack/react-query";
import { useState, type FormEvent } from "react";
import { problemOf } from "@/components/trpc/problem";
import type { Dataset } from "@/server/domain/dataset";
import { ColumnTable } from "./column-table";
import { sharedTargets, type Column } from "./column-target";
import { importAddress, type ImportMode } from "./import-address";
import { ImportBar } from "./import-bar";
import { ImportOptions } from "./import-options";
import { ImportPreviewPart } from "./import-preview-part";
import { ImportProblem } from "./import-problem";
import type { ImportSource, ImportTarget } from "./import-source";
import { readPreview } from "./read-preview";
import { SourceStrip } from "./source-strip";
import type { useImport } from "./use-import";
import { whyNotImport } from "./why-not-import";

type ImportFormProps = {
  source: ImportSource;
  into: Pick<Dataset, "id" | "name" | "version" | "itemCount"> | undefined;
  upload: ReturnType<typeof useImport>;
  onOther: () => void;
};

/** A file that was chosen: what is in it, where its columns go, and whether it can come in. */
export function ImportForm({ source, into, upload, onOther }: ImportFormProps) {
  const [format, setFormat] = useState(source.guess);
  const [mode, setMode] = useState<ImportMode>("append");
  const [name, setName] = useState(nameOf(source));
  const [columns, setColumns] = useState<readonly Column[]>();
  const { sending, problem, cancelled, start, cancel, forget } = upload;
  const target: ImportTarget = into ? { datasetId: into.id } : "new";
  const map = columns && Object.fromEntries(columns.map(({ name: column, target: place }) => [column, place]));
  const preview = useQuery({
    queryKey: ["import-preview", source.id, target, format, mode, map],
    queryFn: ({ signal }) => readPreview({ source, target, format, mode, map }, signal),
    placeholderData: keepPreviousData,
    staleTime: Number.POSITIVE_INFINITY,
    retry: false,
  });
  const seen = preview.data;
  const shown = columns ?? seen?.columns;
  const shared = sharedTargets(shown ?? []);
  const looking = preview.isFetching;
  const whyNot = whyNotImport({ preview: seen, error: preview.error, shared: shared.size, name: into ? "-" : name });
  const change =
    <Value,>(set: (value: Value) => void) =>
    (value: Value) => {
      forget();
      set(value);
    };
  const submit = (event: FormEvent) => {
    event.preventDefault();
    if (looking || whyNot !== undefined || sending) return;
    const wanted = { map: map ?? seen?.map, ...(into ? { mode } : { name: name.trim() }) };
    void start({ address: importAddress(target, wanted), format, file: source.file });
  };
  return (
    <form className="flex flex-1 flex-col" onSubmit={submit}>
      <fieldset disabled={sending !== undefined} className="flex min-w-0 flex-1 flex-col gap-5 px-4 pb-6 md:px-5">
        <legend className="sr-only">The file and where it goes</legend>
        <SourceStrip
          source={source}
          format={format}
          onFormat={change((next: typeof format) => {
            setFormat(next);
            setColumns(undefined);
          })}
          onOther={onOther}
          busy={sending !== undefined}
        />
        <ImportOptions into={into} mode={mode} onMode={change(setMode)} name={name} onName={change(setName)} />
        {problem ? <ImportProblem problem={problem} isNew={into === undefined} /> : null}
        {preview.error ? <ImportProblem problem={problemOf(preview.error)} isNew={into === undefined} /> : null}
        <ImportPreviewPart preview={seen} failed={preview.error !== null} stale={looking} heard={problem !== undefined}>
          {shown && shown.length > 0 ? (
            <ColumnTable columns={shown} first={seen?.rows[0]} shared={shared} onChange={change(setColumns)} />
          ) : null}
        </ImportPreviewPart>
      </fieldset>
      <ImportBar
        size={source.file.size}
        preview={seen}
        looking={looking}
        replaces={into && mode === "replace" ? into.itemCount : undefined}
        whyNot={whyNot}
        sending={sending}
        cancelled={cancelled}
        onCancel={cancel}
      />
    </form>
  );
}

function nameOf({ name }: ImportSource): string {
  return name === "Pasted text" ? "" : name.replace(/\.[A-Za-z0-9]{1,6}$/, "").slice(0, 200);
}
