import clsx from "clsx";
import type { ReactNode } from "react";
import { Button } from "@/components/ui/button";
import { RelativeTime } from "@/components/ui/relative-time";
import type { AgentRevision } from "@/server/domain/agent-revision";
import { formatCount, formatDuration, formatScore, formatShare } from "@/server/domain/format";
import { endedRuns, errorRate, isMany, type TrendFigures } from "@/server/domain/trends";
import { changeAgentAddress, type AgentAddress } from "../agent-address";
import { shortRevision } from "./short-revision";

type RevisionTableProps = {
  revisions: readonly AgentRevision[];
  figures: Readonly<Record<string, TrendFigures>>;
  compared: AgentAddress["compare"];
};

/** The latest first; each can be laid beside the one before it. */
export function RevisionTable({ revisions, figures, compared }: RevisionTableProps) {
  const scorers = [...new Set(Object.values(figures).flatMap(({ scores }) => Object.keys(scores)))].toSorted().slice(0, 3);
  return (
    <div role="region" aria-label="Revisions" tabIndex={0} className="relative overflow-x-auto">
      <table className="w-full text-right whitespace-nowrap">
        <thead className="border-b border-line bg-sunk text-xs text-ink-3">
          <tr>
            <Head left>Revision</Head>
            <Head left phone={false}>
              First seen
            </Head>
            <Head>Runs</Head>
            <Head>Failed</Head>
            <Head phone={false}>p50</Head>
            <Head phone={false}>p95</Head>
            {scorers.map((scorer) => (
              <Head key={scorer} phone={false}>
                {scorer}
              </Head>
            ))}
            <Head>
              <span className="sr-only">What to do</span>
            </Head>
          </tr>
        </thead>
        <tbody>
          {revisions.map(({ revision, firstSeenAt }, at) => (
            <tr
              key={revision}
              className={clsx(
                "h-[38px] border-b border-line hover:bg-hover",
                (revision === compared?.a || revision === compared?.b) && "bg-accent-wash",
              )}
            >
              <th scope="row" className="pl-4 text-left font-normal md:pl-5">
                <span className="font-mono text-xs" title={revision}>
                  {shortRevision(revision)}
                </span>
                {at === 0 ? <span className="ml-2 text-xs text-ink-2">latest</span> : null}
              </th>
              <td className="px-3 text-left text-ink-2 max-sm:hidden">
                <RelativeTime at={firstSeenAt} />
              </td>
              <Figures figures={figures[revision]} scorers={scorers} />
              <td className="pr-4 pl-3 md:pr-5">
                <span className="flex justify-end gap-1">
                  <Button
                    look="ghost"
                    className="max-sm:hidden"
                    onClick={() => changeAgentAddress({ tab: "trends", revision, compare: undefined })}
                  >
                    Trends
                  </Button>
                  <WhatChanged before={revisions[at + 1]?.revision} revision={revision} />
                </span>
              </td>
            </tr>
          ))}
        </tbody>
      </table>
    </div>
  );
}

function WhatChanged({ before, revision }: { before: string | undefined; revision: string }) {
  // As wide as the others', so that the columns stay.
  if (before === undefined) return <span className="w-[104px] py-1 text-center text-ink-3">first known</span>;
  return (
    <Button className="w-[104px]" onClick={() => changeAgentAddress({ tab: "revisions", compare: { a: before, b: revision } })}>
      What changed
    </Button>
  );
}

function Figures({ figures, scorers }: { figures: TrendFigures | undefined; scorers: readonly string[] }) {
  const failed = figures && errorRate(figures.runs);
  const cells = [
    formatCount(figures ? endedRuns(figures.runs) : 0),
    failed === undefined ? "—" : formatShare(failed),
    formatDuration(figures?.p50),
    formatDuration(figures?.p95),
    ...scorers.map((scorer) => formatScore(figures?.scores[scorer]?.mean)),
  ];
  return cells.map((cell, at) => (
    // A row's cells keep their places.
    <td key={at} className={clsx("px-3", at > 1 && "max-sm:hidden", at === 1 && isMany(failed) && "text-fail")}>
      {cell}
    </td>
  ));
}

/** `phone`: there is room for it on a phone too; the trends have the rest. */
type HeadProps = { children: ReactNode; left?: boolean; phone?: boolean };

function Head({ children, left = false, phone = true }: HeadProps) {
  return (
    <th
      scope="col"
      className={clsx(
        "h-[30px] px-3 font-normal first:pl-4 last:pr-4 md:first:pl-5 md:last:pr-5",
        left && "text-left",
        !phone && "max-sm:hidden",
      )}
    >
      {children}
    </th>
  );
}
