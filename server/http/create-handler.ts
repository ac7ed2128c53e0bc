import type { IncomingMessage, RequestListener, ServerResponse } from "node:http";
import type { Duplex } from "node:stream";
import type { Env } from "@/server/env";
import { AppError, internalProblem } from "@/server/errors";
import { crossOrigin } from "./cross-origin";
import { guardHost } from "./guard-host";
import { endsInSlash, methodsOf, noSuchAddress, notAllowed } from "./methods";
import { guardOrigin } from "./guard-origin";
import { guardTarget } from "./guard-target";
import { limitBody } from "./limit-body";
import { refuse, refuseSocket } from "./refusal";
import { setSecurityHeaders } from "./security-headers";
import { createSignIn } from "./sign-in";

export type Next = (request: IncomingMessage, response: ServerResponse) => Promise<void>;

export type Handler = {
  request: RequestListener;
  /** Whether a connection may become something else than HTTP; if not, it has been told so. */
  mayUpgrade: (request: IncomingMessage, socket: Duplex) => boolean;
  /** From now on there is somebody to pass requests to. */
  open: (next: Next) => void;
};

/** What every request passes before Next sees it, on every route, streams and files included. */
export function createHandler(env: Pick<Env, "allowedHosts" | "apiKey" | "corsOrigins">, dev: boolean): Handler {
  let next: Next | undefined;
  const cors = crossOrigin(env.corsOrigins);
  const guards = [guardHost(env.allowedHosts), guardTarget, guardOrigin(cors.admits)];
  const signIn = env.apiKey === undefined ? undefined : createSignIn(env.apiKey);
  const refusalOf = (request: IncomingMessage): AppError | undefined => {
    for (const guard of guards) {
      const refusal = guard(request);
      if (refusal) return refusal;
    }
    return undefined;
  };

  const handle = async (request: IncomingMessage, response: ServerResponse): Promise<void> => {
    // Sent behind one that was refused and hung up on: nobody would hear the answer.
    if (request.socket.writableEnded) return;
    cors.mark(request, response);
    const refusal = refusalOf(request);
    if (refusal) return refuse(response, refusal);
    if (cors.answersPreflight(request, response)) return;
    if (signIn && !(await signIn.passes(request, response))) return;
    const { allowed, isHere } = methodsOf(request);
    if (!isHere) {
      response.setHeader("allow", allowed.join(", "));
      if (request.method === "OPTIONS") return void response.writeHead(204).end();
      return refuse(response, notAllowed(request.method, allowed));
    }
    if (endsInSlash(request)) return refuse(response, noSuchAddress(request.method));
    if (!limitBody(request, response)) return;
    if (!next) {
      response.setHeader("retry-after", "1");
      return refuse(response, new AppError("overloaded", "The console is starting. Try again in a moment."));
    }
    setSecurityHeaders(request, response, dev);
    await next(request, response);
  };

  return {
    request: (request, response) => {
      handle(request, response).catch((cause: unknown) => {
        // Whoever hangs up while sending is nobody's fault.
        if (request.destroyed && response.socket?.destroyed !== false) return;
        process.stderr.write(
          `${request.method} ${request.url}: ${cause instanceof Error ? (cause.stack ?? cause.message) : String(cause)}\n`,
        );
        if (!response.headersSent) response.writeHead(500, { "content-type": "application/problem+json" });
        response.end(JSON.stringify(internalProblem));
      });
    },
    mayUpgrade: (request, socket) => {
      const refusal = refusalOf(request) ?? (signIn && !signIn.knows(request) ? signIn.unknown() : undefined);
      if (refusal) refuseSocket(socket, refusal);
      return refusal === undefined;
    },
    open: (pages) => {
      next = pages;
    },
  };
}
