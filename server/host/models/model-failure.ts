import { RecordedError, toRunError } from "../to-run-error";

/**
 * What is recorded of a failed call beside its error: by it the AI SDK decides, now and on replay, whether to try again.
 * Headers are not recorded, but for those that say when to.
 */
export type RecordedFailure = {
  name: string;
  message: string;
  /** What lay beneath, in words. */
  cause?: string;
  statusCode?: number;
  retryable?: boolean;
  url?: string;
  responseHeaders?: Record<string, string>;
  responseBody?: string;
};

type ApiError = Error & {
  url: string;
  statusCode?: number;
  isRetryable: boolean;
  responseHeaders?: Record<string, string>;
  responseBody?: string;
};

const keptHeaders = ["retry-after", "retry-after-ms", "x-request-id", "request-id"];
const mostBody = 20_000;

/** The AI SDK's own mark, which holds across copies of it. */
function isApiError(error: unknown): error is ApiError {
  return typeof error === "object" && error !== null && Symbol.for("vercel.ai.error.AI_APICallError") in error;
}

export function toFailure(thrown: unknown): RecordedFailure {
  const { code, message, cause } = toRunError(thrown, "");
  const beneath = cause === undefined ? {} : { cause };
  if (!isApiError(thrown)) return { name: code, message, ...beneath };
  const { url, statusCode, isRetryable, responseHeaders, responseBody } = thrown;
  const headers = keptHeaders.flatMap((name) => (responseHeaders?.[name] === undefined ? [] : [[name, responseHeaders[name]]]));
  return {
    name: "AI_APICallError",
    message,
    ...beneath,
    url: /^[^?#]*/.exec(url)?.[0] ?? "",
    retryable: isRetryable,
    ...(statusCode === undefined ? {} : { statusCode }),
    ...(headers.length > 0 ? { responseHeaders: Object.fromEntries(headers) as Record<string, string> } : {}),
    ...(responseBody === undefined ? {} : { responseBody: responseBody.slice(0, mostBody) }),
  };
}

/** The error as the code catches it, live and replayed alike. */
export async function toThrowable(failure: RecordedFailure): Promise<Error> {
  const { name, message, cause, statusCode, retryable, url, responseHeaders, responseBody } = failure;
  if (name !== "AI_APICallError") return new RecordedError({ code: name, message, ...(cause === undefined ? {} : { cause }) });
  const { APICallError } = await import("ai");
  return new APICallError({
    message,
    url: url ?? "",
    requestBodyValues: {},
    isRetryable: retryable ?? false,
    ...(cause === undefined ? {} : { cause }),
    ...(statusCode === undefined ? {} : { statusCode }),
    ...(responseHeaders ? { responseHeaders } : {}),
    ...(responseBody === undefined ? {} : { responseBody, data: parse(responseBody) }),
  });
}

function parse(text: string): unknown {
  try {
    return JSON.parse(text) as unknown;
  } catch {
    return undefined;
  }
}

/** A server may say the key it was given in its answer: nothing of it goes further than this. */
export function withoutKey(failure: RecordedFailure, key: string | undefined): RecordedFailure {
  if (key === undefined || key === "") return failure;
  const hide = (text: string): string => text.replaceAll(key, "[key]");
  const { message, cause, url, responseBody } = failure;
  return {
    ...failure,
    message: hide(message),
    ...(cause === undefined ? {} : { cause: hide(cause) }),
    ...(url === undefined ? {} : { url: hide(url) }),
    ...(responseBody === undefined ? {} : { responseBody: hide(responseBody) }),
  };
}
