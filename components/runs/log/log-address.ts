"use client";

import { stepKinds, type StepKind, type StepStatus } from "@/server/domain/step-kind";

/** Which lines of the log, under the names the run's address has for it: `q`, `kind`, `err=1`. */
export type LogFilter = { kinds?: StepKind[]; status?: StepStatus[]; q?: string };

const failures: StepStatus[] = ["error", "timeout"];

export function readLogFilter(params: URLSearchParams): LogFilter {
  const said = params.getAll("kind");
  const kinds = stepKinds.filter((kind) => said.includes(kind));
  const q = params.get("q")?.trim().slice(0, 200) ?? "";
  return {
    ...(kinds.length > 0 ? { kinds } : {}),
    ...(params.get("err") === "1" ? { status: failures } : {}),
    ...(q === "" ? {} : { q }),
  };
}

/** From what the address says now, not from what was last drawn. */
export function changeLogFilter(change: (params: URLSearchParams) => void): void {
  const params = new URLSearchParams(location.search);
  change(params);
  const query = params.toString();
  history.replaceState(null, "", query === "" ? location.pathname : `?${query}`);
}
