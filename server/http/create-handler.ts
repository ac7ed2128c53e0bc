import type { IncomingMessage, RequestListener, ServerResponse } from "node:http";
import type { Env } from "@/server/env";
import { AppError } from "@/server/errors";
import { guardHost } from "./guard-host";
import { guardOrigin } from "./guard-origin";
import { guardTarget } from "./guard-target";
import { limitBody } from "./limit-body";
import { refuse } from "./refusal";
import { setSecurityHeaders } from "./security-headers";
import { createSignIn } from "./sign-in";

export type Next = (request: IncomingMessage, response: ServerResponse) => Promise<void>;

/** What every request passes before Next sees it, on every route, streams and files included. */
export function createHandler(
  env: Pick<Env, "allowedHosts" | "apiKey">,
  dev: boolean,
  next: () => Next | undefined,
): RequestListener {
  const guards = [guardHost(env.allowedHosts), guardTarget, guardOrigin];
  const signIn = env.apiKey === undefined ? undefined : createSignIn(env.apiKey);

  const handle = async (request: IncomingMessage, response: ServerResponse): Promise<void> => {
    for (const guard of guards) {
      const refusal = guard(request);
      if (refusal) return refuse(response, refusal);
    }
    if (signIn && !(await signIn(request, response))) return;
    if (!limitBody(request, response)) return;
    const handler = next();
    if (!handler) {
      response.setHeader("retry-after", "1");
      return refuse(response, new AppError("overloaded", "The console is starting. Try again in a moment."));
    }
    setSecurityHeaders(request, response, dev);
    await handler(request, response);
  };

  return (request, response) => {
    handle(request, response).catch((cause: unknown) => {
      process.stderr.write(
        `${request.method} ${request.url}: ${cause instanceof Error ? (cause.stack ?? cause.message) : String(cause)}\n`,
      );
      if (!response.headersSent) response.writeHead(500);
      response.end();
    });
  };
}
