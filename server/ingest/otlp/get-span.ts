import { z } from "zod";
import type { Context } from "@/server/context";
import { traceIdOf } from "@/server/domain/trace-ids";
import { AppError } from "@/server/errors";
import { requireStep, type stepRef } from "@/server/runs/get-step";
import { requireRun } from "@/server/runs/require-run";
import { readSpan } from "../span-store";

const sent = z.object({ otel: z.object({ spanId: z.string() }) });

/** The span a step was drawn from, with all that was sent of it, as JSON text: nothing of it is shortened or counted in floats. */
export async function getSpan({ ctx, input }: { ctx: Context; input: z.infer<typeof stepRef> }): Promise<string> {
  const run = await requireRun(ctx, input.runId);
  const row = await requireStep(ctx, run.key, input.stepId);
  const spanId = sent.safeParse(JSON.parse(row.attributes ?? "{}")).data?.otel.spanId;
  const traceId = traceIdOf(run.id);
  const body = spanId === undefined ? undefined : await readSpan(ctx.db, traceId, spanId);
  if (body === undefined) throw new AppError("not-found", `Step ${input.stepId} did not come as a span.`);
  return `{"traceId":${JSON.stringify(traceId)},"spanId":${JSON.stringify(spanId)},${body.slice(1)}`;
}
