"use client";

import { useSuspenseQuery } from "@tanstack/react-query";
import { Suspense, useEffect, useRef, type ReactNode } from "react";
import { useTRPC } from "@/components/trpc/client";
import { FailedBoundary } from "@/components/trpc/failed-boundary";
import { Skeleton } from "@/components/ui/skeleton";
import type { DatasetRun } from "@/server/domain/dataset-run";
import { formatCost, formatDuration, formatScore, formatShare } from "@/server/domain/format";
import type { DatasetRunComparison, DatasetRunFigures } from "@/server/domain/item-result";
import { passedOf } from "./format-rate";
import { Histogram } from "./histogram";
import { Moved } from "./moved";
import { isLive } from "./dataset-run-progress";

type FigureCardsProps = { run: DatasetRun; comparison: DatasetRunComparison | undefined };

const everyMs = 1_500;

/**
 * What the results come to: a card for each scorer, one for time, one for cost. They stream in behind their own
 * boundary: figures that come between the server's drawing and the browser's would be another page than was sent.
 */
export function FigureCards(props: FigureCardsProps) {
  return (
    <FailedBoundary what="The figures">
      <Suspense fallback={<Cards {...props} data={undefined} />}>
        <ReadCards {...props} />
      </Suspense>
    </FailedBoundary>
  );
}

function ReadCards(props: FigureCardsProps) {
  const trpc = useTRPC();
  const live = isLive(props.run);
  const { data, refetch } = useSuspenseQuery(
    trpc.datasetRuns.figures.queryOptions(
      { datasetId: props.run.datasetId, runId: props.run.id },
      { refetchInterval: live ? everyMs : false },
    ),
  );
  // Once more when it has ended: the last ones ended after the look before.
  const wasLive = useRef(live);
  useEffect(() => {
    if (wasLive.current && !live) void refetch();
    wasLive.current = live;
  }, [live, refetch]);
  return <Cards {...props} data={data} />;
}

function Cards({ run, comparison, data }: FigureCardsProps & { data: DatasetRunFigures | undefined }) {
  const live = isLive(run);
  const scorers = Object.entries(run.scores).toSorted(([a], [b]) => (a < b ? -1 : 1));
  return (
    <section aria-label="Figures" className="px-4 pb-3 md:px-5">
      <div className="grid grid-cols-[repeat(auto-fit,minmax(160px,1fr))] gap-3">
        {scorers.map(([scorer, { mean, n, passRate }]) => {
          const figures = data?.scorers.find((one) => one.scorer === scorer);
          const against = comparison?.scorers[scorer];
          return (
            <Card
              key={scorer}
              word={scorer}
              value={formatScore(mean)}
              beside={<Beside spread={figures?.spread} trials={run.trials} delta={deltaOf(against)} />}
              about={
                n === 0
                  ? live
                    ? "No scores yet"
                    : "No scores"
                  : `${formatShare(passedOf(run, passRate))} passed${live ? " so far" : ""}`
              }
            >
              {data ? (
                <Histogram label={`Values of ${scorer}`} bars={figures?.bars ?? []} format={formatScore} look="bg-accent" />
              ) : (
                <Waiting />
              )}
            </Card>
          );
        })}
        <Card
          word="Duration p50 / p95"
          value={data?.duration ? `${formatDuration(data.duration.p50)} / ${formatDuration(data.duration.p95)}` : "—"}
          about={undefined}
        >
          {data ? (
            <Histogram label="Durations" bars={data.duration?.bars ?? []} format={formatDuration} look="bg-kind-flow" />
          ) : (
            <Waiting />
          )}
        </Card>
        <CostCard figures={data} live={live} />
      </div>
    </section>
  );
}

type CardProps = { word: string; value: ReactNode; beside?: ReactNode; about: ReactNode; children?: ReactNode };

function Card({ word, value, beside, about, children }: CardProps) {
  return (
    <div className="flex min-h-33 min-w-0 flex-col gap-0.5 rounded-lg border border-line bg-panel px-3 pt-2.5 pb-1.5">
      <h2 className="truncate text-xs text-ink-2" title={word}>
        {word}
      </h2>
      <div className="flex flex-wrap items-baseline gap-x-2">
        <p className="text-lg font-semibold">{value}</p>
        {beside}
        {about === undefined ? null : <p className="ml-auto text-xs text-ink-2">{about}</p>}
      </div>
      {children}
    </div>
  );
}

const Waiting = () => (
  <div className="mt-auto pb-4.5">
    <Skeleton className="h-10 w-full" />
  </div>
);

const leastDelta = 0.005;

function Beside({ spread, trials, delta }: { spread: number | undefined; trials: number; delta: number | undefined }) {
  return (
    <>
      {delta === undefined ? null : Math.abs(delta) < leastDelta ? (
        <span className="text-xs text-ink-2">= baseline</span>
      ) : (
        <span
          title="Against the baseline, over the items that both have a value for"
          className={delta > 0 ? "text-xs font-medium text-ok" : "text-xs font-medium text-fail"}
        >
          <Moved by={delta} />
        </span>
      )}
      {spread === undefined ? null : (
        <span className="text-xs text-ink-2" title={`By so much the means of the ${trials} trials differ (standard deviation)`}>
          ±{formatScore(spread)}
        </span>
      )}
    </>
  );
}

function deltaOf(against: DatasetRunComparison["scorers"][string] | undefined): number | undefined {
  return against && against.here !== null && against.there !== null ? against.here - against.there : undefined;
}

function CostCard({ figures, live }: { figures: DatasetRunFigures | undefined; live: boolean }) {
  const cost = figures?.costMicroUsd;
  const inAll = figures?.costInAllMicroUsd;
  const about =
    figures === undefined
      ? undefined
      : cost === undefined
        ? figures.modelCalls > 0
          ? "The models' prices are not known: give them in trackside.config.ts."
          : "No model was called."
        : figures.costIsPart
          ? "At least: some calls have no known price."
          : live && inAll !== undefined
            ? `about ${formatCost(inAll)} in all`
            : undefined;
  return (
    <Card
      word={live ? "Cost so far" : "Cost"}
      value={cost !== undefined && figures?.costIsPart ? `≥ ${formatCost(cost)}` : formatCost(cost)}
      about={undefined}
    >
      {about === undefined ? null : <p className="text-pretty text-ink-2">{about}</p>}
    </Card>
  );
}
