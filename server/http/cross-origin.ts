import type { IncomingMessage, ServerResponse } from "node:http";
import { isApi } from "./is-api";

const methods = "GET, HEAD, POST, PATCH, DELETE";
const headers = "accept, authorization, content-type, idempotency-key, last-event-id, traceparent";
const exposed = "allow, content-disposition, retry-after";
const rememberedSeconds = 600;

/** Pages of these origins may call REST, and nothing else of ours; they bring the key themselves, if there is one. */
export function crossOrigin(origins: readonly string[]) {
  const admits = ({ url = "", headers: { origin, upgrade } }: IncomingMessage): boolean =>
    origin !== undefined && upgrade === undefined && origins.includes(origin) && isApi(url) && !/^\/api\/trpc\b/.test(url);

  /** Lets the page read what it is answered, refusals included. */
  const mark = (request: IncomingMessage, response: ServerResponse): void => {
    if (origins.length > 0 && isApi(request.url ?? "")) response.setHeader("vary", "origin");
    if (!admits(request)) return;
    response.setHeader("access-control-allow-origin", request.headers.origin ?? "");
    response.setHeader("access-control-expose-headers", exposed);
    // Who is signed in here has not signed in there: another origin of the same site would send the cookie along.
    delete request.headers.cookie;
  };

  /** True if the page only asked whether it may: that is answered here, before anybody asks it for a key. */
  const answersPreflight = (request: IncomingMessage, response: ServerResponse): boolean => {
    if (!admits(request) || request.method !== "OPTIONS" || request.headers["access-control-request-method"] === undefined)
      return false;
    response.setHeader("access-control-allow-methods", methods);
    response.setHeader("access-control-allow-headers", headers);
    response.setHeader("access-control-max-age", rememberedSeconds);
    if (request.headers["access-control-request-private-network"] === "true")
      response.setHeader("access-control-allow-private-network", "true");
    response.writeHead(204).end();
    return true;
  };

  return { admits, mark, answersPreflight };
}
