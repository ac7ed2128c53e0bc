import { setTimeout as pause } from "node:timers/promises";
import { z } from "zod";
import { messageOf } from "@/server/errors";
import { CliError, unreachable, wrongUse } from "./cli-error";
import type { Door } from "./door";

const health = z.looseObject({ version: z.string(), host: z.looseObject({ alive: z.boolean() }) });
const startingMs = 30_000;
const askAgainMs = 250;

type HttpDoor = { url: string; apiKey: string | undefined; signal: AbortSignal };

/** A console at an address: first it is made sure that one is there, and has started. */
export async function openHttpDoor({ url, apiKey, signal }: HttpDoor): Promise<Door> {
  const base = url.replace(/\/+$/, "");
  const door: Door = { base, own: false, close: async () => {}, call: (request) => send(request, base, apiKey) };
  const until = performance.now() + startingMs;
  for (;;) {
    const answer = await door.call(new Request(`${base}/api/health`, { signal }));
    const body = (await answer.json().catch(() => undefined)) as unknown;
    if (health.safeParse(body).success) return door;
    const { detail } = z.looseObject({ detail: z.string() }).safeParse(body).data ?? {};
    if (answer.status === 503 && detail !== undefined && performance.now() < until)
      await pause(askAgainMs, undefined, { signal });
    else if (detail === undefined)
      throw unreachable(`What answers at ${base} is not a Trackside console (status ${answer.status}).`);
    else if (answer.status === 401) throw wrongUse(keyAdvice(base, apiKey));
    else throw unreachable(`The console at ${base} does not serve this: ${detail}`);
  }
}

function keyAdvice(base: string, apiKey: string | undefined): string {
  const what = apiKey === undefined ? "asks for its key" : "does not know this key";
  return `The console at ${base} ${what}. Set TRACKSIDE_API_KEY to the key it was started with.`;
}

async function send(request: Request, base: string, apiKey: string | undefined): Promise<Response> {
  if (apiKey !== undefined) request.headers.set("authorization", `Bearer ${apiKey}`);
  try {
    return await fetch(request);
  } catch (cause) {
    if (request.signal.aborted) throw request.signal.reason;
    if (cause instanceof CliError) throw cause;
    throw unreachable(`No console can be reached at ${base} (${reasonOf(cause)}). Is it running, and is the address right?`, {
      cause,
    });
  }
}

/** fetch itself only says that it failed; why is underneath. */
function reasonOf(cause: unknown): string {
  const below = cause instanceof Error ? cause.cause : undefined;
  if (below instanceof Error) return (below as NodeJS.ErrnoException).code ?? messageOf(below);
  return messageOf(cause);
}
