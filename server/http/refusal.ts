import type { IncomingMessage, ServerResponse } from "node:http";
import type { AppError } from "@/server/errors";

/** A guard looks at a request before anything else does; what it returns is the answer. */
export type Guard = (request: IncomingMessage) => AppError | undefined;

export function refuse(response: ServerResponse, error: AppError): void {
  const body = JSON.stringify(error.toProblem());
  response.writeHead(error.status, {
    "content-type": "application/problem+json",
    "content-length": Buffer.byteLength(body),
    "cache-control": "no-store",
    "x-content-type-options": "nosniff",
    ...(error.status === 401 ? { "www-authenticate": 'Bearer realm="trackside"' } : {}),
  });
  response.end(body);
}
