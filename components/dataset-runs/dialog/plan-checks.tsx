"use client";

import clsx from "clsx";
import { useState, type ReactNode } from "react";
import { datasetHref } from "@/components/datasets/dataset-address";
import { problemOf } from "@/components/trpc/problem";
import { AlertIcon, CheckIcon, ErrorIcon } from "@/components/ui/icons";
import { Skeleton } from "@/components/ui/skeleton";
import type { DatasetRunCheck } from "@/server/domain/dataset-run";
import { formatCount } from "@/server/domain/format";
import { linesOf, type CheckLine } from "./check-lines";
import { PlanRow } from "./plan-row";
import type { RunCheck } from "./use-run-check";

type PlanChecksProps = RunCheck & {
  datasetId: string | undefined;
  /** Where it is not the latest. */ oldVersion: number | undefined;
  missing: string | undefined;
};

/** What is known before it starts; what would go wrong is named, and does not always keep one from it. */
export function PlanChecks({ check, checking, error, datasetId, oldVersion, missing }: PlanChecksProps) {
  return (
    <PlanRow label="Checks">
      <div
        aria-live="polite"
        aria-busy={checking}
        className={clsx("flex min-h-11 flex-col gap-1 pt-1", checking && "opacity-60")}
      >
        {missing !== undefined ? (
          <p className="text-ink-2">Choose {missing} first.</p>
        ) : error ? (
          <Line kind="bad">{problemOf(error).detail ?? "It could not be checked."}</Line>
        ) : check && datasetId !== undefined ? (
          <Lines check={check} datasetId={datasetId} oldVersion={oldVersion} />
        ) : (
          <>
            <Skeleton className="my-1 h-3 w-56" />
            <Skeleton className="my-1 h-3 w-40" />
          </>
        )}
      </div>
    </PlanRow>
  );
}

type LinesProps = { check: DatasetRunCheck; datasetId: string; oldVersion: number | undefined };

function Lines({ check, datasetId, oldVersion }: LinesProps) {
  const [open, setOpen] = useState(false);
  return (
    <>
      {linesOf(check).map(({ kind, words, about }) => (
        <Line key={words} kind={kind}>
          {words}
          {about === "misfits" ? (
            <>
              {" "}
              <button
                type="button"
                aria-expanded={open}
                onClick={() => setOpen(!open)}
                className="rounded-sm text-accent-ink hover:underline"
              >
                {open ? "Hide them" : "See them"}
              </button>
            </>
          ) : null}
        </Line>
      ))}
      {open && check.misfitCount > 0 ? <Misfits check={check} datasetId={datasetId} oldVersion={oldVersion} /> : null}
    </>
  );
}

function Misfits({ check, datasetId, oldVersion }: LinesProps) {
  return (
    <div className="mt-1 overflow-hidden rounded-md border border-line">
      <ul aria-label="Items that do not fit" className="max-h-44 overflow-y-auto text-xs" tabIndex={0}>
        {check.misfits.map(({ itemId, path, message }) => (
          <li key={itemId} className="flex flex-wrap gap-x-2 border-b border-line px-2 py-1 last:border-b-0">
            <a
              href={datasetHref(datasetId, { item: itemId, ...(oldVersion === undefined ? {} : { version: oldVersion }) })}
              target="_blank"
              rel="noreferrer"
              className="inline-flex min-h-6 items-center rounded-sm font-mono text-accent-ink [overflow-wrap:anywhere] hover:underline"
            >
              {itemId}
              <span className="sr-only"> (opens in a new tab)</span>
            </a>
            <span className="min-w-0 py-1 [overflow-wrap:anywhere]">
              <span className="font-mono">{path}</span> {message}
            </span>
          </li>
        ))}
      </ul>
      {check.misfitCount > check.misfits.length ? (
        <p className="border-t border-line px-2 py-1 text-xs text-ink-2">
          The first {check.misfits.length} of {formatCount(check.misfitCount)}
        </p>
      ) : null}
    </div>
  );
}

const looks = {
  fine: { Icon: CheckIcon, ink: "text-ok", word: "Fine:" },
  warn: { Icon: AlertIcon, ink: "text-late", word: "Mind:" },
  bad: { Icon: ErrorIcon, ink: "text-fail", word: "In the way:" },
} as const;

function Line({ kind, children }: { kind: CheckLine["kind"]; children: ReactNode }) {
  const { Icon, ink, word } = looks[kind];
  return (
    <p className="flex gap-2 [overflow-wrap:anywhere]">
      <Icon className={clsx("mt-0.75 size-3.5 shrink-0", ink)} />
      <span className="min-w-0">
        <span className="sr-only">{word} </span>
        {children}
      </span>
    </p>
  );
}
