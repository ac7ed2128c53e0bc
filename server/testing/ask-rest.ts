import type { Context } from "@/server/context";
import type { Problem } from "@/server/errors";
import { handleRequest } from "@/server/rest/handle-request";
import { routes } from "@/server/rest/routes";

type Asked<Body> = { status: number; headers: Headers; text: string; body: Body & Problem };

/** Asks REST within this process: the same table and handler, without a port. */
export async function askRest<Body>(
  ctx: Context,
  method: string,
  path: string,
  body?: unknown,
  headers: Record<string, string> = {},
): Promise<Asked<Body>> {
  const request = new Request(`http://localhost${path}`, {
    method,
    headers: { "content-type": "application/json", ...headers },
    ...(body === undefined ? {} : { body: typeof body === "string" ? body : JSON.stringify(body) }),
  });
  const answer = await handleRequest(routes, ctx, request);
  const text = await answer.text();
  const isJson = /^application\/(?:problem\+)?json/.test(answer.headers.get("content-type") ?? "");
  return {
    status: answer.status,
    headers: answer.headers,
    text,
    body: (isJson ? JSON.parse(text) : undefined) as Body & Problem,
  };
}
