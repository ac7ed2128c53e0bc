type Fault = { path: string; message: string };

type Told = {
  status: number;
  title: string;
  type?: string | undefined;
  errors?: Fault[] | undefined;
  retryAfter?: number | undefined;
  cause?: unknown;
};

/** A request that was refused, by the console or before it was sent, or that nobody answered (`status` 0). */
export class TracksideError extends Error {
  override readonly name = "TracksideError";
  readonly status: number;
  readonly title: string;
  /** What happened and what to do, in words; the error's message too. */
  readonly detail: string;
  /** A stable word to match on, as in `urn:trackside:not-found`. */
  readonly type: string;
  /** The fields at fault. */
  readonly errors: readonly Fault[];
  /** After how many seconds to try again, where the console says so. */
  readonly retryAfter: number | undefined;

  constructor(detail: string, { status, title, type = "about:blank", errors = [], retryAfter, cause }: Told) {
    super(detail, cause === undefined ? undefined : { cause });
    this.status = status;
    this.title = title;
    this.detail = detail;
    this.type = type;
    this.errors = errors;
    this.retryAfter = retryAfter;
  }
}

/** Whether the same request may go well in a while. */
export function mayPass(cause: unknown): cause is TracksideError {
  return (
    cause instanceof TracksideError && (cause.status === 0 || cause.status === 408 || cause.status === 429 || cause.status >= 500)
  );
}

const mostWords = 500;

/** Whoever stands between may answer with a page: then its first words are all there is. */
export async function errorOf(answer: Response): Promise<TracksideError> {
  const text = await answer.text().catch(() => "");
  const problem = problemOf(text);
  const { status, statusText } = answer;
  const retryAfter = secondsOf(answer.headers.get("retry-after"));
  if (!problem)
    return new TracksideError(text.slice(0, mostWords) || `Refused with status ${status}.`, {
      status,
      title: statusText,
      retryAfter,
    });
  const { detail, title, type, errors } = problem;
  return new TracksideError(detail, { status, title, type, errors, retryAfter });
}

type Problem = { type: string; title: string; detail: string; errors?: Fault[] };

function problemOf(text: string): Problem | undefined {
  try {
    const value: unknown = JSON.parse(text);
    return isProblem(value) ? value : undefined;
  } catch {
    return undefined;
  }
}

function isProblem(value: unknown): value is Problem {
  return typeof value === "object" && value !== null && "detail" in value && typeof value.detail === "string" && "title" in value;
}

function secondsOf(header: string | null): number | undefined {
  if (header === null) return undefined;
  const seconds = /^\d+$/.test(header) ? Number(header) : (Date.parse(header) - Date.now()) / 1000;
  return Number.isFinite(seconds) ? Math.max(0, seconds) : undefined;
}
