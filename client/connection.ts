import { files, operations } from "./operations";
import { errorOf, TracksideError } from "./trackside-error";

export type ClientOptions = {
  /** Where the console is, as in `http://127.0.0.1:4700`. */
  baseUrl: string;
  /** Its TRACKSIDE_API_KEY, where it asks for one. */
  apiKey?: string | undefined;
  /** In place of the platform's own. */
  fetch?: typeof globalThis.fetch | undefined;
};

export type CallOptions = {
  signal?: AbortSignal | undefined;
  /** Of what creates something: asked again with the same key and input, it answers with what was made then. */
  idempotencyKey?: string | undefined;
};

type Input = Readonly<Record<string, unknown>>;
type Asked = { path: string; query: URLSearchParams; body: unknown };

const types: Record<string, string> = {
  csv: "text/csv",
  json: "application/json",
  jsonl: "application/x-ndjson",
  protobuf: "application/x-protobuf",
};

/** A way to one console: turns a call into a request, and what comes back into an answer or an error. */
export class Connection {
  readonly #base: string;
  readonly #key: string | undefined;
  readonly #fetch: typeof globalThis.fetch;

  constructor({ baseUrl, apiKey, fetch = globalThis.fetch }: ClientOptions) {
    if (!URL.canParse(baseUrl))
      throw new TypeError(`baseUrl is "${baseUrl}", which is no address: write it whole, as in http://127.0.0.1:4700`);
    this.#base = baseUrl.replace(/\/+$/, "");
    this.#key = apiKey;
    // In a browser it must not be called as something else's method.
    this.#fetch = (...given) => fetch(...given);
  }

  async call(name: keyof typeof operations, input: Input, options: CallOptions = {}): Promise<unknown> {
    const [method = "GET", pattern = ""] = operations[name].split(" ");
    const asked = place(pattern, input);
    if (method === "GET" || method === "DELETE") addQuery(asked.query, asked.body as Input);
    const answer = await this.send(method, asked.path, {
      query: asked.query,
      ...options,
      ...(method === "GET" || method === "DELETE" ? {} : bodyOf(asked)),
      accept: files.has(name) ? "*/*" : "application/json",
    });
    if (files.has(name)) return answer;
    return answer.status === 204 ? undefined : readJson(answer);
  }

  async send(
    method: string,
    path: string,
    { query, accept, signal, idempotencyKey, lastEventId, type, content }: Sent,
  ): Promise<Response> {
    const search = String(query ?? "");
    const headers = new Headers({ accept });
    if (this.#key !== undefined) headers.set("authorization", `Bearer ${this.#key}`);
    if (idempotencyKey !== undefined) headers.set("idempotency-key", idempotencyKey);
    if (lastEventId !== undefined) headers.set("last-event-id", lastEventId);
    if (type !== undefined) headers.set("content-type", type);
    const init: RequestInit & { duplex?: "half" } = { method, headers };
    if (signal) init.signal = signal;
    if (content !== undefined) init.body = content;
    if (content instanceof ReadableStream) init.duplex = "half";
    const answer = await this.#ask(`${this.#base}${path}${search === "" ? "" : `?${search}`}`, init);
    if (!answer.ok) throw await errorOf(answer);
    return answer;
  }

  async #ask(url: string, init: RequestInit): Promise<Response> {
    try {
      return await this.#fetch(url, init);
    } catch (cause) {
      if (init.signal?.aborted) throw cause;
      throw new TracksideError(`Nobody answers at ${this.#base}. Is the console running there?`, {
        status: 0,
        title: "Not reached",
        cause,
      });
    }
  }
}

type Sent = CallOptions & {
  accept: string;
  query?: URLSearchParams;
  lastEventId?: string | undefined;
  type?: string;
  content?: BodyInit;
};

/** Puts what the address names into it; the rest is left. */
export function place(pattern: string, input: Input): Asked {
  const rest = { ...input };
  const parts = pattern.split("/").map((part) => {
    if (!/^[:*]/.test(part)) return part;
    const name = part.slice(1);
    const value = rest[name];
    delete rest[name];
    if ((typeof value !== "string" && typeof value !== "number") || value === "")
      throw misplaced(name, `${name} is missing: it is part of the address.`);
    const segments = part.startsWith("*") ? String(value).split("/") : [String(value)];
    if (segments.some(leadsElsewhere))
      throw misplaced(
        name,
        `${name} is ${JSON.stringify(value)}: with an empty, "." or ".." part the address would be another's.`,
      );
    return segments.map(encodeURIComponent).join("/");
  });
  return { path: parts.join("/"), query: new URLSearchParams(), body: rest };
}

/** Whoever sends a request tidies these up on the way: an item called `..` would be the list it stands in. */
const leadsElsewhere = (segment: string): boolean => segment === "" || segment === "." || segment === "..";

/** As the console itself refuses an address; nothing was sent. */
function misplaced(name: string, message: string): TracksideError {
  return new TracksideError(message, {
    status: 400,
    title: "Bad input",
    type: "urn:trackside:bad-input",
    errors: [{ path: name, message }],
  });
}

function addQuery(query: URLSearchParams, input: Input): void {
  for (const [name, value] of Object.entries(input)) {
    if (value === undefined) continue;
    for (const one of Array.isArray(value) ? value : [value])
      query.append(name, typeof one === "object" ? JSON.stringify(one) : String(one));
  }
}

/** A file goes as it is, with all else that is said in the query. */
function bodyOf({ query, body }: Asked): { type: string; content: BodyInit } {
  const { file, format, ...rest } = body as { file?: BodyInit; format?: string };
  if (file === undefined) return { type: "application/json", content: JSON.stringify(body) };
  addQuery(query, rest);
  return { type: types[format ?? ""] ?? "application/octet-stream", content: file };
}

async function readJson(answer: Response): Promise<unknown> {
  try {
    return await answer.json();
  } catch (cause) {
    if (!(cause instanceof SyntaxError)) throw cause;
    const detail = "What came is not JSON. Is a Trackside console at this address?";
    throw new TracksideError(detail, { status: answer.status, title: "Not readable", cause });
  }
}
