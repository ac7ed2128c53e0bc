import { agentRef } from "@/server/agents/get-agent";
import { requireAgent } from "@/server/agents/require-agent";
import { oneRun, runPage } from "@/server/domain/answers/run-answers";
import { listRunsInput, startRunInput } from "@/server/domain/run";
import { AppError } from "@/server/errors";
import { listRuns } from "@/server/runs/list-runs";
import type { Also } from "@/server/idempotency/make-once";
import { startRun } from "@/server/runs/start-run";
import { waitForRun } from "@/server/runs/wait-for-run";
import { makeByRequest } from "./agents-run";
import { route } from "./route";
import { waitWish } from "./wait-wish";

const startBody = startRunInput.omit({ agentId: true }).extend({ wait: waitWish });

/** Runs as a collection: listed, and begun. */
export const runRoutes = [
  route({
    method: "GET",
    path: "/api/runs",
    name: "listRuns",
    summary: "Runs of all agents, newest first",
    query: listRunsInput,
    answers: { 200: runPage },
    handle: async ({ ctx, query }) => ({ body: await listRuns({ ctx, input: query }) }),
  }),
  route({
    method: "GET",
    path: "/api/agents/:agentId/runs",
    name: "listRunsOfAgent",
    summary: "Runs of one agent, newest first",
    params: agentRef,
    query: listRunsInput,
    answers: { 200: runPage },
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
    name: "createRun",
    summary: "Start a run",
    params: agentRef,
    body: startBody,
    example: { input: { message: "Where is my refund for 8841?" }, tags: ["refunds"], wait: true },
    answers: { 201: oneRun },
    refuses: [409, 422],
    handle: async ({ ctx, params, body: { wait, ...body }, request }) => {
      const input = { ...body, agentId: params.agentId };
      const make = (also?: Also) => startRun({ ctx, input, ...(also ? { also } : {}) });
      const made = await makeByRequest({ ctx, request, what: "start-run", input, make });
      return { status: 201, body: wait ? await waitForRun({ ctx, runId: made.run.runId, signal: request.signal }) : made };
    },
  }),
];
