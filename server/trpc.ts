import { initTRPC, TRPCError } from "@trpc/server";
import { ZodError } from "zod";
import type { Context } from "./context";
import { AppError, type Problem } from "./errors";

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
  errorFormatter: ({ shape, error }) => ({
    ...shape,
    data: { code: shape.data.code, httpStatus: shape.data.httpStatus, path: shape.data.path, problem: toProblem(error) },
  }),
  sse: { ping: { enabled: true, intervalMs: 15_000 }, client: { reconnectAfterInactivityMs: 40_000 } },
});

export const router = trpc.router;
export const createCallerFactory = trpc.createCallerFactory;

export const procedure = trpc.procedure.use(async ({ next }) => {
  const result = await next();
  if (result.ok || !(result.error.cause instanceof AppError)) return result;
  const { cause } = result.error;
  throw new TRPCError({ code: codes[cause.status] ?? "INTERNAL_SERVER_ERROR", message: cause.message, cause });
});

function toProblem(error: TRPCError): Problem {
  if (error.cause instanceof AppError) return error.cause.toProblem();
  if (error.cause instanceof ZodError) return fromZod(error.cause).toProblem();
  if (error.code !== "INTERNAL_SERVER_ERROR")
    return { type: "about:blank", title: error.code, status: 400, detail: error.message };
  return {
    type: "about:blank",
    title: "Internal error",
    status: 500,
    detail: "Something went wrong in the console. Its log says what.",
  };
}

/** What did not parse at a door, field by field. */
export function fromZod(error: ZodError): AppError {
  const faults = error.issues.slice(0, 50).map((issue) => ({ path: issue.path.join("."), message: issue.message }));
  const [first] = faults;
  return new AppError("bad-input", first ? `${first.path || "The input"}: ${first.message}` : "The input has the wrong shape.", {
    cause: error,
    faults,
  });
}
