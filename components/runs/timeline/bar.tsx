import clsx from "clsx";
import { kindColor } from "@/components/runs/kind-look";
import type { Step } from "@/server/domain/step";
import { hasFailed } from "@/server/domain/step-kind";
import { firstTokenOf } from "@/server/domain/step-limits";
import type { FoldedPart } from "@/server/domain/timeline/fold-siblings";
import { placeBar } from "@/server/domain/timeline/place-bar";
import type { TimeScale } from "@/server/domain/timeline/time-scale";

type BarProps = {
  step: Step;
  goesOn?: boolean;
  failuresBelow: number;
  scale: TimeScale;
  now: number;
  label: string | undefined;
  /** Whether it is one of those that decided how long the run took. */
  critical: boolean;
};

/** Where and how long; at least 4 px, never past the edge. Hatched: no one worked. Dashed edge: it still goes on. */
export function Bar({ step, goesOn = step.endedAt === undefined, failuresBelow, scale, now, label, critical }: BarProps) {
  const { left, width, cutLeft, cutRight, outside } = placeBar(step, scale, now);
  if (outside) return <Elsewhere before={outside === "left"} />;
  const hatched = step.status === "waiting" || step.status === "reused" || step.kind === "input";
  // A failure is red where it arose; what only passed it on ends in red.
  const passedOn = failuresBelow > 0 && step.status === "error";
  const color = hatched && step.status !== "error" ? undefined : passedOn ? kindColor[step.kind] : barColor(step);
  const tookMs = step.status === "reused" ? undefined : firstTokenOf(step);
  const came = tookMs === undefined ? undefined : step.startedAt + tookMs;
  const firstToken = came === undefined ? undefined : placeBar({ startedAt: came, endedAt: came }, scale, now);
  const from = `min(${percent(left)}, calc(100% - 4px))`;
  return (
    <>
      <span
        data-bar={step.id}
        className={clsx(
          "absolute top-1/2 h-3 -translate-y-1/2",
          hatched && "hatched border border-ink-3/70",
          !cutLeft && "rounded-l-[3px]",
          !cutRight && step.status !== "running" && "rounded-r-[3px]",
          step.status === "cancelled" && "opacity-50",
        )}
        style={{ left: from, width: `max(4px, ${percent(width)})`, background: color }}
      >
        {firstToken === undefined ? null : <FirstToken part={(firstToken.left - left) / Math.max(width, 1e-9)} />}
        {passedOn && !cutRight ? <span className="absolute inset-y-0 right-0 w-1 max-w-full rounded-r-[3px] bg-fail" /> : null}
        {goesOn && !cutRight ? (
          // Within the bar: it ends at the lane's edge, and what is beyond that is not drawn.
          <span className="absolute inset-y-[-3px] right-0 border-r-2 border-dashed border-ink" />
        ) : null}
        {critical ? <span className="absolute inset-x-0 -bottom-1 h-0.5 rounded-full bg-ink" /> : null}
      </span>
      {label !== undefined && left + width < 0.82 ? (
        <span
          className="absolute top-1/2 max-w-40 -translate-y-1/2 truncate pl-1.5 font-mono text-2xs text-ink-3 max-sm:hidden"
          style={{ left: `max(calc(${percent(left)} + 4px), ${percent(left + width)})` }}
        >
          {label}
        </span>
      ) : null}
    </>
  );
}

/** Until here nothing of the answer had come. */
function FirstToken({ part }: { part: number }) {
  if (part <= 0 || part >= 1) return null;
  return (
    <span data-first-token="" className="absolute inset-y-0 w-0.5 -translate-x-1/2 bg-panel" style={{ left: percent(part) }} />
  );
}

type BarsProps = { steps: readonly Step[]; scale: TimeScale; now: number };

/** Several steps in one row: each where it was. */
export function BarsOf({ steps, scale, now }: BarsProps) {
  return steps.map((step) => (
    <Bar key={step.id} step={step} failuresBelow={0} scale={scale} now={now} label={undefined} critical={false} />
  ));
}

const mostFailures = 50;

type GroupBarsProps = { part: FoldedPart; members: readonly Step[]; scale: TimeScale; now: number };

/** The stretch many steps took together, and on it those that failed. */
export function GroupBars({ part: { kind, startedAt, endedAt }, members, scale, now }: GroupBarsProps) {
  const whole = placeBar({ startedAt, ...(endedAt === undefined ? {} : { endedAt }) }, scale, now);
  if (whole.outside) return <Elsewhere before={whole.outside === "left"} />;
  const failed = members.filter((step) => hasFailed(step.status)).slice(0, mostFailures);
  return (
    <>
      <span
        data-group-bar=""
        className="absolute top-1/2 h-3 -translate-y-1/2 rounded-[3px] opacity-60"
        style={{
          left: `min(${percent(whole.left)}, calc(100% - 4px))`,
          width: `max(4px, ${percent(whole.width)})`,
          background: kindColor[kind],
        }}
      />
      <BarsOf steps={failed} scale={scale} now={now} />
    </>
  );
}

/** It lies outside of what is in view: this says on which side. */
function Elsewhere({ before }: { before: boolean }) {
  return (
    <span className={clsx("absolute top-1/2 -translate-y-1/2 text-2xs text-ink-3", before ? "left-0" : "right-0")}>
      {before ? "‹" : "›"}
    </span>
  );
}

function barColor(step: Step): string {
  if (step.status === "error") return "var(--color-fail)";
  if (step.status === "timeout") return "var(--color-late)";
  return kindColor[step.kind];
}

function percent(part: number): string {
  return `${(part * 100).toFixed(3)}%`;
}
