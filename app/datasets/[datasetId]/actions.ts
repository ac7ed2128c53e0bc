"use server";

import { redirect } from "next/navigation";
import { z } from "zod";
import { datasetRunHref } from "@/components/dataset-runs/dataset-run-href";
import type { StartDatasetRunState } from "@/components/dataset-runs/start-action";
import { problemOf } from "@/components/trpc/problem";
import { serverCaller } from "@/server/caller";
import { startDatasetRunOnceInput, type DatasetRun } from "@/server/domain/dataset-run";

const form = z.object({
  datasetId: z.string().max(1_000),
  key: z.string().max(1_000),
  body: z
    .string()
    .max(15_000_000)
    .transform((text) => readObject(text)),
});

/** Starts a dataset run from the dialog and goes to its page; a form that is sent twice starts one. */
export async function startDatasetRun(_before: StartDatasetRunState, data: FormData): Promise<StartDatasetRunState> {
  const sent = form.safeParse(Object.fromEntries(data));
  if (!sent.success) return refused("The form was not sent whole.");
  const { datasetId, key, body } = sent.data;
  const wanted = startDatasetRunOnceInput.safeParse({ ...body, datasetId, idempotencyKey: key });
  if (!wanted.success) {
    const errors = wanted.error.issues.map(({ path, message }) => ({ path: path.join("."), message }));
    return refused(errors[0] ? `${errors[0].path}: ${errors[0].message}` : "An option does not fit.", errors);
  }
  let run: DatasetRun;
  try {
    ({ run } = await (await serverCaller()).datasetRuns.startOnce(wanted.data));
  } catch (error) {
    const { title, status, detail, errors } = problemOf(error);
    // A fault of ours goes to the log and to the error page; what the person can mend comes back to the form.
    if (status === undefined || status >= 500) throw error;
    return { problem: { title, errors, ...(detail === undefined ? {} : { detail }) } };
  }
  redirect(datasetRunHref(run));
}

function refused(detail: string, errors: { path: string; message: string }[] = []): StartDatasetRunState {
  return { problem: { title: "It did not start", detail, errors } };
}

function readObject(text: string): object {
  try {
    const value: unknown = JSON.parse(text);
    return typeof value === "object" && value !== null ? value : {};
  } catch {
    return {};
  }
}
