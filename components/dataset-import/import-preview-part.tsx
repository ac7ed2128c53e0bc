import clsx from "clsx";
import type { ReactNode } from "react";
import { Skeleton } from "@/components/ui/skeleton";
import { formatCount } from "@/server/domain/format";
import { FaultTable } from "./fault-table";
import { PreviewTable } from "./preview-table";
import type { ReadPreview } from "./read-preview";

type ImportPreviewPartProps = {
  preview: ReadPreview | undefined;
  failed: boolean;
  /** What is shown is of before the last change. */
  stale: boolean;
  /** The import has said what is wrong already. */
  heard: boolean;
  children: ReactNode;
};

/** What a look at the file has found: its faults, its columns (as children), its first rows. */
export function ImportPreviewPart({ preview, failed, stale, heard, children }: ImportPreviewPartProps) {
  if (!preview) return failed ? null : <PreviewSkeleton />;
  const { faults, faultCount, rows, rowCount, isHead } = preview;
  return (
    <div aria-busy={stale} className={clsx("flex flex-col gap-5", stale && "opacity-60")}>
      {faultCount > 0 && !heard ? (
        <div className="flex flex-col gap-2">
          <h2 className="font-semibold text-fail">
            {formatCount(faultCount)} {faultCount === 1 ? "fault" : "faults"}
            {isHead ? " in the beginning of the file" : ""}
          </h2>
          <FaultTable faults={faults} count={faultCount} />
        </div>
      ) : null}
      {children}
      <section aria-label="Preview" className="flex flex-col gap-2">
        <h2 className="font-semibold">
          {rows.length === 0
            ? "No rows to show"
            : rows.length < rowCount || isHead
              ? `First ${formatCount(rows.length)} ${rows.length === 1 ? "row" : "rows"}`
              : `${formatCount(rowCount)} ${rowCount === 1 ? "row" : "rows"}`}{" "}
          <span className="font-normal text-ink-2">
            {isHead
              ? "The file is large: the rest is looked at while it comes in."
              : rows.length < rowCount
                ? `of ${formatCount(rowCount)}, as they will be stored`
                : rows.length > 0
                  ? "as they will be stored"
                  : ""}
          </span>
        </h2>
        {rows.length > 0 ? <PreviewTable rows={rows} /> : null}
      </section>
    </div>
  );
}

function PreviewSkeleton() {
  return (
    <div className="overflow-hidden rounded-lg border border-line" aria-busy="true">
      <div className="h-[30px] border-b border-line bg-sunk" />
      {Array.from({ length: 8 }, (_, row) => (
        <div key={row} className="flex h-[34px] items-center gap-6 border-b border-line px-4">
          <Skeleton className="h-3 w-8" />
          <Skeleton className="h-3 w-96 max-w-[60%]" />
        </div>
      ))}
    </div>
  );
}
