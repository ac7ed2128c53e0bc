"use client";

import clsx from "clsx";
import { formatDuration, formatMoment } from "@/server/domain/format";
import type { LogLine } from "@/server/domain/log-line";
import { KindSquare } from "../kind-look";
import { statusLook } from "../status-look";

export const rowHeight = 26;

type LogRowProps = {
  id: string;
  line: LogLine;
  index: number;
  top: number;
  /** When the run began. */
  zero: number;
  active: boolean;
  selected: boolean;
  onPick: () => void;
};

/** Time, what kind of step, what became of it, where, and its words. */
export function LogRow({ id, line, index, top, zero, active, selected, onPick }: LogRowProps) {
  const { Icon, word, ink } = statusLook[line.status];
  const what = line.what === "began" ? "began" : line.what === "noted" ? (line.level ?? "noted") : word.toLowerCase();
  return (
    <div
      id={id}
      role="row"
      aria-rowindex={index + 1}
      aria-selected={selected}
      onClick={onPick}
      style={{ transform: `translateY(${top}px)`, height: rowHeight }}
      className={clsx(
        "absolute inset-x-0 top-0 flex cursor-default items-center gap-3 max-md:gap-2 border-l-2 px-4 text-xs md:px-[18px]",
        selected ? "bg-accent-wash" : active ? "bg-hover" : "hover:bg-hover",
        active ? "border-accent" : "border-transparent",
      )}
    >
      <span
        role="gridcell"
        className="w-18 shrink-0 text-right max-md:w-13 font-mono text-2xs text-ink-3"
        onPointerEnter={(event) => {
          event.currentTarget.title = formatMoment(line.at);
        }}
      >
        {offsetOf(line.at - zero)}
      </span>
      <span role="gridcell" className="flex w-25 shrink-0 items-center gap-1.5">
        <KindSquare kind={line.kind} />
        {line.what === "ended" ? <Icon className={clsx("size-3 shrink-0", ink)} /> : null}
        <span className={clsx("truncate", line.status === "error" ? "text-fail" : "text-ink-2")}>{what}</span>
      </span>
      <span
        role="gridcell"
        title={line.path.slice(0, 1000)}
        className="w-[26%] max-w-56 shrink-0 max-md:w-[27%] truncate font-medium"
      >
        {line.name}
        {line.attempt === undefined ? null : <span className="font-normal text-ink-3"> attempt {line.attempt}</span>}
      </span>
      <span role="gridcell" className="min-w-0 flex-1 truncate text-ink-2">
        {line.text?.slice(0, 400)}
      </span>
      <span role="gridcell" className="shrink-0 font-mono text-2xs text-ink-3 max-md:hidden">
        {line.durationMs === undefined ? "" : formatDuration(line.durationMs)}
      </span>
    </div>
  );
}

/** As exact as the records are. */
function offsetOf(ms: number): string {
  const sign = ms < 0 ? "−" : "+";
  const whole = Math.abs(Math.round(ms));
  const [minutes, seconds] = [Math.floor(whole / 60_000), (whole % 60_000) / 1000];
  return minutes === 0 ? `${sign}${seconds.toFixed(3)}` : `${sign}${minutes}:${seconds.toFixed(3).padStart(6, "0")}`;
}

/** A line as text, for copying. */
export function textOfLine(line: LogLine, zero: number): string {
  const what = line.what === "ended" ? line.status : line.what;
  return [offsetOf(line.at - zero), line.kind, what, line.path, line.text ?? ""].join("\t").trimEnd();
}
