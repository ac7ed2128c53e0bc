import { fetchRequestHandler } from "@trpc/server/adapters/fetch";
import type { Context } from "@/server/context";
import { AppError } from "@/server/errors";
import { notAllowed } from "@/server/http/methods";
import { logFault } from "@/server/trpc";
import type { AnyRouter } from "@trpc/server";
import { toProblemResponse } from "./handle-request";
import { checkIsJson } from "./read-json";

const allowed = ["GET", "HEAD", "POST", "OPTIONS"];
const mostCallsAtOnce = 10;

/** tRPC over HTTP. It would take forms and octet streams too; nothing here sends them, and pages of other sites could. */
export async function handleTrpc(router: AnyRouter, ctx: Context, request: Request): Promise<Response> {
  const allow = allowed.join(", ");
  if (request.method === "OPTIONS") return new Response(null, { status: 204, headers: { allow } });
  if (!allowed.includes(request.method)) return toProblemResponse(notAllowed(request.method, allowed).toProblem(), { allow });
  try {
    if (request.method === "POST") checkIsJson(request);
  } catch (cause) {
    if (cause instanceof AppError) return toProblemResponse(cause.toProblem());
    throw cause;
  }
  return fetchRequestHandler({
    endpoint: "/api/trpc",
    req: request,
    router,
    createContext: () => ctx,
    maxBatchSize: mostCallsAtOnce,
    onError: ({ error, path = "" }) => {
      if (!request.signal.aborted) logFault(error, path);
    },
  });
}
