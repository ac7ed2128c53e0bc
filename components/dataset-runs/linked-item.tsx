"use client";

import { useQuery } from "@tanstack/react-query";
import { useTRPC } from "@/components/trpc/client";
import { problemOf } from "@/components/trpc/problem";
import { Button } from "@/components/ui/button";
import { ResultTable, type ResultTableProps } from "./result-table";
import { changeResults } from "./use-result-address";

type LinkedItemProps = { itemId: string } & Omit<ResultTableProps, "label" | "rows" | "bare">;

/** The item an address names, above the others where it is not among them (yet). */
export function LinkedItem({ itemId, ...table }: LinkedItemProps) {
  const trpc = useTRPC();
  const { baseline } = table;
  const { data, error } = useQuery(
    trpc.datasetRuns.item.queryOptions({ ...table.of, itemId, ...(baseline === undefined ? {} : { baseline }) }),
  );
  if (error)
    return (
      <p role="alert" className="flex items-center gap-3 border-b border-line px-4 py-2 text-ink-2 md:px-5">
        {problemOf(error).detail ?? "The item could not be read."}
        <Button look="ghost" onClick={() => changeResults(({ item: _gone, ...now }) => now, "replace")}>
          Close
        </Button>
      </p>
    );
  if (!data?.row) return null;
  return (
    <div className="border-b-4 border-line">
      <ResultTable {...table} label="The item of this address" rows={[data.row]} bare />
    </div>
  );
}
