"use client";

import { useCallback } from "react";
import { Button } from "@/components/ui/button";
import { AlertIcon } from "@/components/ui/icons";
import { LazyFilterMenu } from "@/components/ui/lazy-filter-menu";
import { SearchField } from "@/components/ui/search-field";
import { stepKinds } from "@/server/domain/step-kind";
import { changeLogFilter, type LogFilter } from "./log-address";

const kinds = stepKinds.map((kind) => ({ value: kind, word: kind }));

export function LogToolbar({ filter }: { filter: LogFilter }) {
  const search = useCallback(
    (q: string) => changeLogFilter((params) => (q === "" ? params.delete("q") : params.set("q", q))),
    [],
  );
  const failed = filter.status !== undefined;
  return (
    <div className="flex flex-wrap items-center gap-2 border-b border-line px-4 py-2 md:px-5">
      <SearchField label="Search the log" value={filter.q ?? ""} onChange={search} />
      <LazyFilterMenu
        label="Kind"
        options={kinds}
        chosen={filter.kinds ?? []}
        onToggle={(kind, chosen) =>
          changeLogFilter((params) => {
            const now = params.getAll("kind").filter((one) => one !== kind);
            params.delete("kind");
            for (const one of chosen ? [...now, kind] : now) params.append("kind", one);
          })
        }
      />
      <Button
        aria-pressed={failed}
        className={failed ? "border-fail-line bg-fail-wash text-fail" : ""}
        onClick={() => changeLogFilter((params) => (failed ? params.delete("err") : params.set("err", "1")))}
      >
        <AlertIcon width={13} height={13} className="-ml-0.5 shrink-0" /> Errors
      </Button>
      {Object.keys(filter).length === 0 ? null : (
        <Button look="ghost" onClick={clear}>
          Clear
        </Button>
      )}
    </div>
  );
}

export function clear(): void {
  changeLogFilter((params) => {
    for (const name of ["q", "kind", "err"]) params.delete(name);
  });
}
