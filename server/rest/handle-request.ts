import type { z } from "zod";
import type { Context } from "@/server/context";
import { AppError } from "@/server/errors";
import { fromZod } from "@/server/trpc";
import { matchRoute } from "./match-route";
import { queryObject } from "./query";
import type { Answer, Route } from "./route";

/** Serves a REST request from the table: find, parse, call, answer; every fault in the one shape. */
export async function handleRequest(routes: readonly Route[], ctx: Context, request: Request): Promise<Response> {
  try {
    const { pathname, searchParams } = new URL(request.url);
    const found = matchRoute(routes, request.method, pathname);
    if (!("match" in found)) return problem(notFound(request, pathname, found.allowed), { allow: found.allowed.join(", ") });
    const { route, params } = found.match;
    checkAccept(request, route);
    const answer = await route.handle({
      ctx,
      request,
      params: parse(route.params, params, 404) as never,
      query: parse(route.query, queryObject(searchParams), 400) as never,
      body: (route.body ? parse(route.body, await readJson(request), 400) : undefined) as never,
    });
    return toResponse(answer);
  } catch (cause) {
    if (cause instanceof AppError) return problem(cause);
    process.stderr.write(
      `${request.method} ${request.url}: ${cause instanceof Error ? (cause.stack ?? cause.message) : String(cause)}\n`,
    );
    return Response.json(
      {
        type: "about:blank",
        title: "Internal error",
        status: 500,
        detail: "Something went wrong in the console. Its log says what.",
      },
      { status: 500, headers: problemHeaders },
    );
  }
}

const problemHeaders = { "content-type": "application/problem+json", "cache-control": "no-store" };

function problem(error: AppError, headers: Record<string, string> = {}): Response {
  const { allow, ...rest } = headers;
  return Response.json(error.toProblem(), {
    status: error.status,
    headers: { ...problemHeaders, ...rest, ...(allow ? { allow } : {}) },
  });
}

function notFound(request: Request, pathname: string, allowed: string[]): AppError {
  return allowed.length > 0
    ? new AppError("method-not-allowed", `${request.method} is not possible here; ${allowed.join(", ")} is.`)
    : new AppError("not-found", `There is nothing at ${pathname}.`);
}

function toResponse(answer: Answer): Response {
  if (answer instanceof Response) return answer;
  return Response.json(answer.body, { status: answer.status ?? 200, headers: { "cache-control": "no-store" } });
}

function checkAccept(request: Request, { produces }: Route): void {
  const accept = request.headers.get("accept");
  if (!accept) return;
  const wanted = accept.split(",").map((part) => part.split(";")[0]?.trim().toLowerCase() ?? "");
  const [family] = produces.split("/");
  const fits = wanted.some(
    (type) => type === "*/*" || type === produces || type === `${family}/*` || type === "application/problem+json",
  );
  if (!fits) throw new AppError("not-acceptable", `This answers in ${produces}.`);
}

/** Ids that cannot exist are ids of nothing: 404, like those that do not. */
function parse(schema: z.ZodType | undefined, value: unknown, fault: 400 | 404): unknown {
  if (!schema) return undefined;
  const parsed = schema.safeParse(value);
  if (parsed.success) return parsed.data;
  if (fault === 404) throw new AppError("not-found", parsed.error.issues[0]?.message ?? "There is nothing here.");
  throw fromZod(parsed.error);
}

async function readJson(request: Request): Promise<unknown> {
  const type = request.headers.get("content-type")?.split(";")[0]?.trim().toLowerCase();
  if (type !== "application/json") throw new AppError("unsupported-media-type", "Send the body as application/json.");
  const text = await request.text();
  try {
    return JSON.parse(text) as unknown;
  } catch (cause) {
    throw new AppError("bad-input", `The body is not JSON: ${cause instanceof Error ? cause.message : "it does not parse"}.`, {
      cause,
    });
  }
}
