/** The one family of errors a caller may see. Doors map it to their transport once; anything else is a fault of ours. */
const kinds = {
  "bad-input": { status: 400, title: "Bad input" },
  unauthorized: { status: 401, title: "Not signed in" },
  forbidden: { status: 403, title: "Not allowed" },
  "not-found": { status: 404, title: "Not found" },
  "method-not-allowed": { status: 405, title: "Method not allowed" },
  "not-acceptable": { status: 406, title: "Not acceptable" },
  conflict: { status: 409, title: "Conflict" },
  "request-timeout": { status: 408, title: "Too slow" },
  "too-large": { status: 413, title: "Too large" },
  "unsupported-media-type": { status: 415, title: "Unsupported media type" },
  misdirected: { status: 421, title: "Misdirected request" },
  "does-not-fit": { status: 422, title: "Does not fit" },
  "headers-too-large": { status: 431, title: "Headers too large" },
  overloaded: { status: 503, title: "Overloaded" },
} as const;

export type ErrorKind = keyof typeof kinds;
export type FieldFault = { path: string; message: string };

export type Problem = { type: string; title: string; status: number; detail: string; errors?: FieldFault[] };

export class AppError extends Error {
  readonly kind: ErrorKind;
  readonly faults: FieldFault[] | undefined;

  constructor(kind: ErrorKind, detail: string, options: { cause?: unknown; faults?: FieldFault[] } = {}) {
    super(detail, options.cause === undefined ? undefined : { cause: options.cause });
    this.name = "AppError";
    this.kind = kind;
    this.faults = options.faults;
  }

  get status(): number {
    return kinds[this.kind].status;
  }

  /** RFC 9457's shape; `type` is a stable word callers may match on. */
  toProblem(): Problem {
    const { status, title } = kinds[this.kind];
    const problem: Problem = { type: `urn:trackside:${this.kind}`, title, status, detail: this.message };
    return this.faults ? { ...problem, errors: this.faults } : problem;
  }
}

/** A fault of ours: what it was is for the log. */
export const internalProblem: Problem = {
  type: "about:blank",
  title: "Internal error",
  status: 500,
  detail: "Something went wrong in the console. Its log says what.",
};

/** A reason to refuse to start: shown as one line, without a stack. */
export class StartupError extends Error {
  override name = "StartupError";
}

/** The deepest words an unknown throwable has for itself; never throws, whatever was thrown. */
export function messageOf(thrown: unknown): string {
  try {
    if (thrown instanceof Error) return thrown.message || thrown.name;
    return typeof thrown === "string" ? thrown : (JSON.stringify(thrown) ?? String(thrown));
  } catch {
    return "something that cannot be described was thrown";
  }
}
