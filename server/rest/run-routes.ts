import { z } from "zod";
import { agentRef } from "@/server/agents/get-agent";
import { requireAgent } from "@/server/agents/require-agent";
import type { Context } from "@/server/context";
import { runId, stepId, foreignId } from "@/server/domain/ids";
import { listRunsInput, startRunInput } from "@/server/domain/run";
import { AppError } from "@/server/errors";
import { cancelRun } from "@/server/runs/cancel-run";
import { getRun } from "@/server/runs/get-run";
import { getStep, getStepValue } from "@/server/runs/get-step";
import { listEvents, listEventsInput } from "@/server/runs/list-events";
import { listRuns } from "@/server/runs/list-runs";
import { startRun } from "@/server/runs/start-run";
import { startRunOnce } from "@/server/runs/start-run-once";
import { waitForRun } from "@/server/runs/wait-for-run";
import { one, oneNumber } from "./query";
import { route } from "./route";
import { eventStream } from "./event-stream";

const listQuery = z
  .strictObject({
    agentId: z.array(z.string()).optional(),
    status: z.array(z.string()).optional(),
    from: oneNumber.optional(),
    to: oneNumber.optional(),
    limit: oneNumber.optional(),
    cursor: one.optional(),
  })
  .transform((query) => Object.fromEntries(Object.entries(query).filter(([, value]) => value !== undefined)))
  .pipe(listRunsInput);

const { after, limit } = listEventsInput.shape;
const detailQuery = z.strictObject({
  after: oneNumber.pipe(after.unwrap()).default(0),
  limit: oneNumber.pipe(limit.unwrap()).default(5000),
  roomId: one.pipe(foreignId).optional(),
});
const agentRun = agentRef.extend({ runId });
const agentStep = agentRun.extend({ stepId });
const startBody = startRunInput.omit({ agentId: true }).extend({ wait: z.boolean().optional() });
const idempotencyKey = z.string().min(1).max(255).nullable();

/** A run is found under its own agent only. */
async function requireAgentsRun(ctx: Context, { agentId, runId: id }: z.infer<typeof agentRun>) {
  const { run } = await getRun({ ctx, input: { runId: id } });
  if (run.agentId !== agentId) throw new AppError("not-found", `Agent ${agentId} has no run ${id}.`);
  return run;
}

export const runRoutes = [
  route({
    method: "GET",
    path: "/api/runs",
    summary: "Runs of all agents, newest first",
    query: listQuery,
    handle: async ({ ctx, query }) => ({ body: await listRuns({ ctx, input: query }) }),
  }),
  route({
    method: "GET",
    path: "/api/agents/:agentId/runs",
    summary: "Runs of one agent, newest first",
    params: agentRef,
    query: listQuery,
    handle: async ({ ctx, params, query }) => {
      const { id } = await requireAgent(ctx, params.agentId);
      const other = query.agentId?.find((each) => each !== id);
      if (other !== undefined) {
        const message = `asks for ${other} at the address of ${id}`;
        throw new AppError("bad-input", `agentId ${message}.`, { faults: [{ path: "agentId", message }] });
      }
      return { body: await listRuns({ ctx, input: { ...query, agentId: [id] } }) };
    },
  }),
  route({
    method: "POST",
    path: "/api/agents/:agentId/runs",
    summary: "Start a run",
    params: agentRef,
    body: startBody,
    handle: async ({ ctx, params, body: { wait, ...body }, request }) => {
      const key = idempotencyKey.safeParse(request.headers.get("idempotency-key"));
      if (!key.success) throw new AppError("bad-input", "An Idempotency-Key is 1 to 255 characters.");
      const input = { ...body, agentId: params.agentId };
      const started =
        key.data === null ? await startRun({ ctx, input }) : await startRunOnce({ ctx, input, idempotencyKey: key.data });
      const answer = wait ? await waitForRun({ ctx, runId: started.run.runId, signal: request.signal }) : started;
      return { status: 201, body: answer };
    },
  }),
  route({
    method: "GET",
    path: "/api/agents/:agentId/runs/:runId",
    summary: "A run with its events",
    params: agentRun,
    query: detailQuery,
    handle: async ({ ctx, params, query }) => {
      const summary = await requireAgentsRun(ctx, params);
      if (query.roomId !== undefined && summary.roomId !== query.roomId)
        throw new AppError("not-found", `Run ${params.runId} is not in that room.`);
      const page = await listEvents({ ctx, input: { runId: params.runId, after: query.after, limit: query.limit } });
      const events = page.events.toSorted((a, b) => a.timestamp - b.timestamp || a.seq - b.seq);
      return { body: { summary, ...page, events } };
    },
  }),
  route({
    method: "GET",
    path: "/api/agents/:agentId/runs/:runId/events",
    summary: "A run's events as a stream, from the start or after Last-Event-ID, then live",
    params: agentRun,
    produces: "text/event-stream",
    handle: async ({ ctx, params, request }) => {
      await requireAgentsRun(ctx, params);
      return eventStream(ctx, params.runId, request);
    },
  }),
  route({
    method: "POST",
    path: "/api/agents/:agentId/runs/:runId/cancel",
    summary: "Cancel a run",
    params: agentRun,
    handle: async ({ ctx, params }) => {
      await requireAgentsRun(ctx, params);
      return { status: 202, body: await cancelRun({ ctx, input: { runId: params.runId } }) };
    },
  }),
  route({
    method: "GET",
    path: "/api/agents/:agentId/runs/:runId/steps/:stepId",
    summary: "A step with its input and output",
    params: agentStep,
    handle: async ({ ctx, params: { stepId: id, ...run } }) => {
      await requireAgentsRun(ctx, run);
      return { body: await getStep({ ctx, input: { runId: run.runId, stepId: id } }) };
    },
  }),
  route({
    method: "GET",
    path: "/api/agents/:agentId/runs/:runId/steps/:stepId/:part",
    summary: "A step's whole input or output",
    params: agentStep.extend({ part: z.enum(["input", "output"]) }),
    handle: async ({ ctx, params: { agentId, runId: id, ...step } }) => {
      await requireAgentsRun(ctx, { agentId, runId: id });
      const body = await getStepValue({ ctx, input: { runId: id, ...step } });
      return new Response(body, { headers: { "content-type": "application/json", "cache-control": "no-store" } });
    },
  }),
];
