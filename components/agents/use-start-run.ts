"use client";

import { unstable_rethrow } from "next/navigation";
import { useActionState } from "react";
import type { FieldFault } from "@/components/input-form/draft-value";

export type StartRunState = { problem?: { title: string; detail?: string; errors: FieldFault[] } };
/** Goes to the run's page, or comes back with what is wrong. */
export type StartRun = (state: StartRunState, form: FormData) => Promise<StartRunState>;

/** Starts a run. Where nothing comes back the page stays with all that was typed, and says so. */
export function useStartRun(start: StartRun) {
  return useActionState(async (before: StartRunState, form: FormData): Promise<StartRunState> => {
    try {
      return await start(before, form);
    } catch (error) {
      unstable_rethrow(error);
      return { problem: { title: "It did not start", detail: whatToDo(error), errors: [] } };
    }
  }, {});
}

function whatToDo(error: unknown): string {
  // Next gives what was thrown on the server a digest, and no words.
  const onServer = typeof error === "object" && error !== null && "digest" in error;
  return onServer
    ? "The console could not start it; its log says why."
    : "The console did not answer. See among the latest runs whether it began, then try again.";
}
