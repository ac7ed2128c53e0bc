import clsx from "clsx";
import { kindColor } from "@/components/runs/kind-look";
import type { Step } from "@/server/domain/step";
import { placeBar, type TimeBounds } from "@/server/domain/timeline";

type BarProps = { step: Step; failuresBelow: number; bounds: TimeBounds; now: number; label: string | undefined };

/** Where and how long; at least 4 px, never past the edge. Hatched: no one worked. Dashed edge: it still goes on. */
export function Bar({ step, failuresBelow, bounds, now, label }: BarProps) {
  const { left, width } = placeBar(step, bounds, now);
  const hatched = step.status === "waiting" || step.status === "reused" || step.kind === "input";
  // A failure is red where it arose; what only passed it on ends in red.
  const passedOn = failuresBelow > 0 && step.status === "error";
  const color = hatched && step.status !== "error" ? undefined : passedOn ? kindColor[step.kind] : barColor(step);
  const from = `min(${percent(left)}, calc(100% - 4px))`;
  return (
    <>
      <span
        className={clsx(
          "absolute top-1/2 h-3 -translate-y-1/2 rounded-[3px]",
          hatched && "hatched border border-ink-3/70",
          step.status === "running" && "rounded-r-none",
          step.status === "cancelled" && "opacity-50",
        )}
        style={{ left: from, width: `max(4px, ${percent(width)})`, background: color }}
      >
        {passedOn ? <span className="absolute inset-y-0 right-0 w-1 max-w-full rounded-r-[3px] bg-fail" /> : null}
        {step.endedAt === undefined ? (
          <span className="absolute inset-y-[-2px] right-0 translate-x-full border-r-2 border-dashed border-accent" />
        ) : null}
      </span>
      {label !== undefined && left + width < 0.82 ? (
        <span
          className="absolute top-1/2 max-w-40 -translate-y-1/2 truncate max-sm:hidden pl-1.5 font-mono text-2xs text-ink-3"
          style={{ left: `max(calc(${percent(left)} + 4px), ${percent(left + width)})` }}
        >
          {label}
        </span>
      ) : null}
    </>
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
