import type { ReadableStream } from "node:stream/web";
import type { Problem } from "@/server/errors";
import { CliError } from "./cli-error";
import type { Door } from "./door";

type Method = "GET" | "POST";

/** A refusal of the console, with what it named. */
export class ApiError extends CliError {
  override name = "ApiError";
  readonly problem: Problem;

  constructor(problem: Problem) {
    // What clashes with the state of things was well said; everything else in 4xx was not.
    super(problem.status === 409 || problem.status >= 500 ? 1 : 2, describe(problem));
    this.problem = problem;
  }
}

/** REST, as commands use it: the answer's body, or an error that says what to tell the user. */
export class Api {
  readonly door: Door;
  readonly signal: AbortSignal;

  constructor(door: Door, signal: AbortSignal) {
    this.door = door;
    this.signal = signal;
  }

  async get<Body>(path: string): Promise<Body> {
    return (await (await this.ask("GET", path)).json()) as Body;
  }

  async post<Body>(path: string, body?: unknown): Promise<Body> {
    return (await (await this.ask("POST", path, body)).json()) as Body;
  }

  /** Sends a file as it is read. */
  async send(path: string, contentType: string, body: ReadableStream<Uint8Array>): Promise<Response> {
    const request = new Request(this.door.base + path, {
      method: "POST",
      headers: { "content-type": contentType },
      body: body as unknown as BodyInit,
      signal: this.signal,
      duplex: "half",
    } as RequestInit);
    const answer = await this.door.call(request);
    if (!answer.ok) throw new ApiError(await problemOf(answer));
    return answer;
  }

  /** The answer itself, for what is read bit by bit. */
  async ask(
    method: Method,
    path: string,
    body?: unknown,
    headers: Record<string, string> = {},
    signal = this.signal,
  ): Promise<Response> {
    const request = new Request(this.door.base + path, {
      method,
      signal,
      headers: { ...headers, ...(body === undefined ? {} : { "content-type": "application/json" }) },
      ...(body === undefined ? {} : { body: JSON.stringify(body) }),
    });
    const answer = await this.door.call(request);
    if (!answer.ok) throw new ApiError(await problemOf(answer));
    return answer;
  }
}

export const runPath = (run: { agentId: string; runId: string }): string =>
  `/api/agents/${encodeURIComponent(run.agentId)}/runs/${encodeURIComponent(run.runId)}`;

async function problemOf(answer: Response): Promise<Problem> {
  const body = (await answer.json().catch(() => ({}))) as Partial<Problem>;
  const { title = "Refused", detail = `The console answered with status ${answer.status}.`, type = "about:blank", errors } = body;
  return { type, title, status: answer.status, detail, ...(errors ? { errors } : {}) };
}

function describe({ detail, errors = [] }: Problem): string {
  if (errors.length < 2) return detail;
  return [detail, ...errors.map(({ path, message }) => `  ${path}: ${message}`)].join("\n");
}
