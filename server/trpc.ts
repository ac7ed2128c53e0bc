import { getTRPCErrorFromUnknown, getTRPCErrorShape, initTRPC, TRPCError } from "@trpc/server";
import { STATUS_CODES } from "node:http";
import { ZodError, type z } from "zod";
import type { Context } from "./context";
import { AppError, internalProblem, type FieldFault, type Problem } from "./errors";

const codes: Partial<Record<number, TRPCError["code"]>> = {
  400: "BAD_REQUEST",
  401: "UNAUTHORIZED",
  403: "FORBIDDEN",
  404: "NOT_FOUND",
  405: "METHOD_NOT_SUPPORTED",
  409: "CONFLICT",
  413: "PAYLOAD_TOO_LARGE",
  415: "UNSUPPORTED_MEDIA_TYPE",
  422: "UNPROCESSABLE_CONTENT",
  503: "SERVICE_UNAVAILABLE",
};

/** The one place where our errors become tRPC's: `data.problem` carries what happened, where, and what to do. */
const trpc = initTRPC.context<Context>().create({
  errorFormatter: ({ shape, error }) => {
    const { code, httpStatus, path } = shape.data;
    const problem = toProblem(error, httpStatus);
    return { code: shape.code, message: problem.detail, data: { code, httpStatus, path, problem } };
  },
  sse: { ping: { enabled: true, intervalMs: 15_000 }, client: { reconnectAfterInactivityMs: 40_000 } },
});

export const router = trpc.router;
export const createCallerFactory = trpc.createCallerFactory;

export const procedure = trpc.procedure.use(async ({ next, type }) => {
  const result = await next();
  if (!result.ok) throw toTrpcError(result.error);
  // A subscription fails later than it is made, where nobody would look any more.
  return type === "subscription" ? { ...result, data: passOn(result.data as AsyncIterable<unknown>) } : result;
});

/** What is said of a failure, for who tells of it in an item of a stream that goes on. */
export function errorShapeOf(failure: unknown, path: string) {
  const error = getTRPCErrorFromUnknown(toTrpcError(failure));
  return getTRPCErrorShape({ config: trpc._config, error, type: "subscription", path, input: undefined, ctx: undefined });
}

async function* passOn(events: AsyncIterable<unknown>): AsyncGenerator {
  try {
    yield* events;
  } catch (error) {
    throw toTrpcError(error);
  }
}

function toTrpcError(error: unknown): unknown {
  const cause = error instanceof TRPCError ? faultOf(error) : error;
  if (!(cause instanceof AppError)) return error;
  return new TRPCError({ code: codes[cause.status] ?? "INTERNAL_SERVER_ERROR", message: cause.message, cause });
}

/** An input that did not parse is one of our errors too; a parse that failed further in is a fault of ours. */
function faultOf({ code, cause }: TRPCError): unknown {
  return code === "BAD_REQUEST" && cause instanceof ZodError ? fromZod(cause) : cause;
}

function toProblem(error: TRPCError, status: number): Problem {
  const fault = faultOf(error);
  if (fault instanceof AppError) return fault.toProblem();
  if (status < 500) return { type: "about:blank", title: STATUS_CODES[status] ?? error.code, status, detail: error.message };
  return internalProblem;
}

/** What did not parse at a door, field by field. */
export function fromZod(error: ZodError): AppError {
  const faults = error.issues.flatMap(toFaults).slice(0, 50);
  const [first] = faults;
  return new AppError("bad-input", first ? `${first.path || "The input"}: ${first.message}` : "The input has the wrong shape.", {
    cause: error,
    faults,
  });
}

function toFaults(issue: z.core.$ZodIssue): FieldFault[] {
  if (issue.code !== "unrecognized_keys") return [{ path: issue.path.join("."), message: issue.message }];
  return issue.keys.map((key) => ({ path: [...issue.path, key].join("."), message: "is not known here" }));
}
