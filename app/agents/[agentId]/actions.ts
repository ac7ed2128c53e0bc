"use server";

import { redirect } from "next/navigation";
import { z } from "zod";
import type { StartRunState } from "@/components/agents/use-start-run";
import { runHref } from "@/components/runs/run-href";
import { problemOf } from "@/components/trpc/problem";
import { serverCaller } from "@/server/caller";
import type { Json } from "@/server/domain/json";
import { startRunInput, type RunSummary } from "@/server/domain/run";

const form = z.object({
  input: z.string().max(50_000_000),
  name: z.string().max(1_000),
  timeoutSeconds: z.string().max(100),
  flow: z.string().max(10_000),
});

/** Starts a run from the agent's form and goes to its page; what does not fit comes back, field by field. */
export async function startRun(agentId: string, _before: StartRunState, data: FormData): Promise<StartRunState> {
  const sent = form.safeParse(Object.fromEntries(data));
  if (!sent.success) return refused("The form was not sent whole.");
  const input = parseJson(sent.data.input);
  if (input === undefined) return refused("The input is not JSON.");
  const limit = sent.data.timeoutSeconds.trim();
  const wanted = startRunInput.safeParse({
    agentId,
    input,
    ...(sent.data.name.trim() === "" ? {} : { name: sent.data.name.trim() }),
    ...(sent.data.flow.trim() === "" ? {} : { flow: sent.data.flow.trim() }),
    ...(limit === "" ? {} : { timeoutMs: Math.round(Number(limit) * 1_000) }),
  });
  if (!wanted.success) return refused("An option does not fit.", wanted.error.issues.map(toFault));
  let run: RunSummary;
  try {
    ({ run } = await (await serverCaller()).runs.start(wanted.data));
  } catch (error) {
    const { title, status, detail, errors } = problemOf(error);
    // A fault of ours goes to the log and to the error page; what the person can mend comes back to the form.
    if (status === undefined || status >= 500) throw error;
    return { problem: { title, errors, ...(detail === undefined ? {} : { detail }) } };
  }
  redirect(runHref(run));
}

function refused(detail: string, errors: { path: string; message: string }[] = []): StartRunState {
  return { problem: { title: "It did not start", detail, errors } };
}

function toFault({ path, message }: z.core.$ZodIssue) {
  const name = path.join(".");
  return name === "timeoutMs" ? { path: "timeoutSeconds", message: "is a number of seconds above 0" } : { path: name, message };
}

function parseJson(text: string): Json | undefined {
  try {
    return JSON.parse(text) as Json;
  } catch {
    return undefined;
  }
}
