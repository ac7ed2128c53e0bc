import { z } from "zod";
import { oneRun, oneStep, openInputs, runDetail, stepWindow } from "@/server/domain/answers/run-answers";
import { foreignId, stepId } from "@/server/domain/ids";
import { runRef } from "@/server/domain/run";
import { getSpan } from "@/server/ingest/otlp/get-span";
import { answerInput, answerInputInput } from "@/server/runs/answer-input";
import { cancelRun } from "@/server/runs/cancel-run";
import { deleteRun } from "@/server/runs/delete-run";
import { getRun } from "@/server/runs/get-run";
import { getStep, getStepValue } from "@/server/runs/get-step";
import { listEvents, listEventsInput } from "@/server/runs/list-events";
import { listQuestions } from "@/server/runs/list-questions";
import { listStepWindow, listStepWindowInput } from "@/server/runs/list-step-window";
import type { Also } from "@/server/idempotency/make-once";
import { rerunBody, rerunRun } from "@/server/runs/rerun-run";
import { waitForRun } from "@/server/runs/wait-for-run";
import { agentsRun, makeByRequest, requireAgentsRun } from "./agents-run";
import { eventStream } from "./event-stream";
import { route } from "./route";
import { waitWish } from "./wait-wish";

const detailQuery = listEventsInput.omit({ runId: true }).extend({ roomId: foreignId.optional() });
const agentsStep = agentsRun.extend({ stepId });

/** One run: looked at, followed, and dealt with. */
export const oneRunRoutes = [
  route({
    method: "GET",
    path: "/api/runs/:runId",
    name: "findRun",
    summary: "A run, found by its id alone",
    params: runRef,
    answers: { 200: oneRun },
    handle: async ({ ctx, params }) => ({ body: await getRun({ ctx, input: params }) }),
  }),
  route({
    method: "GET",
    path: "/api/agents/:agentId/runs/:runId",
    name: "getRun",
    summary: "A run with its events",
    params: agentsRun,
    query: detailQuery,
    answers: { 200: runDetail },
    handle: async ({ ctx, params, query }) => {
      const { roomId } = query;
      const summary = await requireAgentsRun(ctx, { ...params, ...(roomId === undefined ? {} : { roomId }) });
      const page = await listEvents({ ctx, input: { runId: params.runId, after: query.after, limit: query.limit } });
      const events = page.events.toSorted((a, b) => a.timestamp - b.timestamp || a.seq - b.seq);
      return { body: { summary, ...page, events } };
    },
  }),
  route({
    method: "GET",
    path: "/api/agents/:agentId/runs/:runId/events",
    name: "watchRun",
    summary: "A run's events as a stream, from the start or after Last-Event-ID, then live",
    params: agentsRun,
    produces: "text/event-stream",
    answers: { 200: null, 204: null },
    handle: async ({ ctx, params, request }) => {
      await requireAgentsRun(ctx, params);
      return eventStream(ctx, params.runId, request);
    },
  }),
  route({
    method: "POST",
    path: "/api/agents/:agentId/runs/:runId/cancel",
    name: "cancelRun",
    summary: "Cancel a run",
    params: agentsRun,
    answers: { 202: oneRun },
    refuses: [409],
    handle: async ({ ctx, params }) => {
      await requireAgentsRun(ctx, params);
      return { status: 202, body: await cancelRun({ ctx, input: { runId: params.runId } }) };
    },
  }),
  route({
    method: "DELETE",
    path: "/api/agents/:agentId/runs/:runId",
    name: "deleteRun",
    summary: "Delete an ended run",
    params: agentsRun,
    answers: { 204: null },
    refuses: [409],
    handle: async ({ ctx, params }) => {
      await requireAgentsRun(ctx, params);
      await deleteRun({ ctx, input: { runId: params.runId } });
      return new Response(null, { status: 204 });
    },
  }),
  route({
    method: "POST",
    path: "/api/agents/:agentId/runs/:runId/rerun",
    name: "rerunRun",
    summary: "Run again, whole or from a step on",
    params: agentsRun,
    body: rerunBody.extend({ wait: waitWish }),
    example: { fromPath: "support-triage.main_flow.classify", name: "Once more" },
    answers: { 201: oneRun },
    refuses: [409, 422],
    handle: async ({ ctx, params, body: { wait, ...body }, request }) => {
      await requireAgentsRun(ctx, params);
      const input = { ...body, runId: params.runId };
      const make = (also?: Also) => rerunRun({ ctx, input, ...(also ? { also } : {}) });
      const made = await makeByRequest({ ctx, request, what: `rerun:${params.runId}`, input, make });
      return { status: 201, body: wait ? await waitForRun({ ctx, runId: made.run.runId, signal: request.signal }) : made };
    },
  }),
  route({
    method: "GET",
    path: "/api/agents/:agentId/runs/:runId/inputs",
    name: "listInputs",
    summary: "What a run asks people just now",
    params: agentsRun,
    answers: { 200: openInputs },
    handle: async ({ ctx, params }) => {
      await requireAgentsRun(ctx, params);
      return { body: await listQuestions({ ctx, input: { runId: params.runId } }) };
    },
  }),
  route({
    method: "POST",
    path: "/api/agents/:agentId/runs/:runId/inputs",
    name: "answerInput",
    summary: "Answer what a run asks",
    params: agentsRun,
    body: answerInputInput.omit({ runId: true }),
    example: { path: "refund-desk.approval", value: { ok: true } },
    answers: { 202: oneRun },
    refuses: [409, 422],
    handle: async ({ ctx, params, body }) => {
      await requireAgentsRun(ctx, params);
      return { status: 202, body: await answerInput({ ctx, input: { ...body, runId: params.runId } }) };
    },
  }),
  route({
    method: "GET",
    path: "/api/agents/:agentId/runs/:runId/steps",
    name: "listSteps",
    summary: "A run's steps in windows",
    params: agentsRun,
    query: listStepWindowInput.omit({ runId: true }),
    answers: { 200: stepWindow },
    handle: async ({ ctx, params, query }) => {
      await requireAgentsRun(ctx, params);
      return { body: await listStepWindow({ ctx, input: { ...query, runId: params.runId } }) };
    },
  }),
  route({
    method: "GET",
    path: "/api/agents/:agentId/runs/:runId/steps/:stepId",
    name: "getStep",
    summary: "A step with its input and output",
    params: agentsStep,
    answers: { 200: oneStep },
    handle: async ({ ctx, params: { stepId: id, ...run } }) => {
      await requireAgentsRun(ctx, run);
      return { body: await getStep({ ctx, input: { runId: run.runId, stepId: id } }) };
    },
  }),
  route({
    method: "GET",
    path: "/api/agents/:agentId/runs/:runId/steps/:stepId/span",
    name: "getSpan",
    summary: "The OpenTelemetry span a step came as, with all that was sent of it",
    params: agentsStep,
    answers: { 200: null },
    handle: async ({ ctx, params: { agentId, runId: id, ...step } }) => {
      await requireAgentsRun(ctx, { agentId, runId: id });
      const body = await getSpan({ ctx, input: { runId: id, ...step } });
      return new Response(body, { headers: { "content-type": "application/json", "cache-control": "no-store" } });
    },
  }),
  route({
    method: "GET",
    path: "/api/agents/:agentId/runs/:runId/steps/:stepId/:part",
    name: "getStepValue",
    summary: "A step's whole input or output",
    params: agentsStep.extend({ part: z.enum(["input", "output"]) }),
    answers: { 200: null },
    handle: async ({ ctx, params: { agentId, runId: id, ...step } }) => {
      await requireAgentsRun(ctx, { agentId, runId: id });
      const body = await getStepValue({ ctx, input: { runId: id, ...step } });
      return new Response(body, { headers: { "content-type": "application/json", "cache-control": "no-store" } });
    },
  }),
];
