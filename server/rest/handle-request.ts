import type { z } from "zod";
import type { Context } from "@/server/context";
import { processEnv } from "@/server/env";
import { AppError, internalProblem, type Problem } from "@/server/errors";
import { notAllowed } from "@/server/http/methods";
import { fromZod } from "@/server/trpc";
import { checkAnswer } from "./check-answer";
import { matchRoute } from "./match-route";
import { parseParams, parseQuery } from "./query";
import { readJson } from "./read-json";
import type { Answer, Route } from "./route";

/** Serves a REST request from the table: find, parse, call, answer; every fault in the one shape. */
export async function handleRequest(routes: readonly Route[], ctx: Context, request: Request): Promise<Response> {
  try {
    const { pathname, searchParams } = new URL(request.url);
    const found = matchRoute(routes, request.method, pathname);
    if (!("match" in found)) return answerWithoutRoute(request, pathname, found.allowed);
    const { route, params } = found.match;
    checkAccept(request, route);
    const answer = await route.handle({
      ctx,
      request,
      params: parseParams(route.params, params) as never,
      query: parseQuery(route.query, searchParams) as never,
      body: (route.body ? parseBody(route.body, await readBody(request, route.body)) : undefined) as never,
    });
    if (processEnv()["NODE_ENV"] !== "production") checkAnswer(route, answer);
    return toResponse(answer, request.method);
  } catch (cause) {
    if (cause instanceof AppError) return toProblemResponse(cause.toProblem());
    process.stderr.write(
      `${request.method} ${request.url}: ${cause instanceof Error ? (cause.stack ?? cause.message) : String(cause)}\n`,
    );
    return toProblemResponse(internalProblem);
  }
}

export function toProblemResponse(problem: Problem & Record<string, unknown>, headers: Record<string, string> = {}): Response {
  const always = { "content-type": "application/problem+json", "cache-control": "no-store" };
  return Response.json(problem, { status: problem.status, headers: { ...always, ...headers } });
}

function answerWithoutRoute({ method }: Request, pathname: string, allowed: string[]): Response {
  if (allowed.length === 0) return toProblemResponse(new AppError("not-found", `There is nothing at ${pathname}.`).toProblem());
  const allow = allowed.join(", ");
  // To another site's preflight this says no: it names methods, and gives no permission.
  if (method === "OPTIONS") return new Response(null, { status: 204, headers: { allow } });
  return toProblemResponse(notAllowed(method, allowed).toProblem(), { allow });
}

function toResponse(answer: Answer, method: string): Response {
  const headers = { "cache-control": "no-store" };
  const response = answer instanceof Response ? answer : Response.json(answer.body, { status: answer.status ?? 200, headers });
  if (method !== "HEAD") return response;
  // Nobody will read it: a stream must not wait for that.
  void response.body?.cancel();
  return new Response(null, response);
}

function checkAccept(request: Request, { produces }: Route): void {
  const accept = request.headers.get("accept");
  if (!accept || produces === "*/*") return;
  const wanted = accept
    .split(",")
    .map((part) => part.split(";").map((piece) => piece.trim().toLowerCase()))
    .filter(([, ...parameters]) => !parameters.some((parameter) => /^q=0(?:\.0*)?$/.test(parameter)))
    .map(([type]) => type);
  const fitting = ["*/*", produces, `${produces.split("/")[0]}/*`, "application/problem+json"];
  if (!wanted.some((type) => type !== undefined && fitting.includes(type)))
    throw new AppError("not-acceptable", `This answers in ${produces}.`);
}

/** Who sends nothing at all to a POST that needs nothing said has said `{}`. */
async function readBody(request: Request, schema: z.ZodType): Promise<unknown> {
  const saysNothing = request.method === "POST" && request.headers.get("content-type") === null && schema.safeParse({}).success;
  return saysNothing && (await request.clone().arrayBuffer()).byteLength === 0 ? {} : readJson(request);
}

export function parseBody<Schema extends z.ZodType>(schema: Schema, body: unknown): z.output<Schema> {
  const parsed = schema.safeParse(body);
  if (parsed.success) return parsed.data;
  throw fromZod(parsed.error);
}
