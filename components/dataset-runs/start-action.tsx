"use client";

import { createContext, useContext, type ReactNode } from "react";
import type { FieldFault } from "@/components/input-form/draft-value";

export type StartDatasetRunState = { problem?: { title: string; detail?: string; errors: FieldFault[] } };
/** Goes to the dataset run's page, or comes back with what is wrong. */
export type StartDatasetRun = (state: StartDatasetRunState, form: FormData) => Promise<StartDatasetRunState>;

const Start = createContext<StartDatasetRun | undefined>(undefined);

/** The one way to start a dataset run, for the dialog wherever it opens. */
export function StartDatasetRunProvider({ start, children }: { start: StartDatasetRun; children: ReactNode }) {
  return <Start value={start}>{children}</Start>;
}

export function useStartDatasetRun(): StartDatasetRun {
  const start = useContext(Start);
  if (!start) throw new Error("there is no StartDatasetRunProvider around this");
  return start;
}
