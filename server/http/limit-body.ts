import type { IncomingMessage, ServerResponse } from "node:http";
import { AppError } from "@/server/errors";
import { refuse } from "./refusal";

const mebibyte = 1024 * 1024;

/** A step's value may be 50 MB and come in by the API; pages send forms. */
function limitOf(url: string): number {
  return url.startsWith("/api/trpc")
    ? 16 * mebibyte
    : url.startsWith("/api/") || url.startsWith("/v1/")
      ? 64 * mebibyte
      : 16 * mebibyte;
}

/**
 * Counts a body's bytes as they come, whatever its headers say, and answers 413 past the limit. Sits where the parser
 * hands bytes over, so the stream reaches Next untouched. False if it has answered already.
 */
export function limitBody(request: IncomingMessage, response: ServerResponse): boolean {
  const limit = limitOf(request.url ?? "");
  const error = new AppError("too-large", `The body is larger than the ${limit / mebibyte} MiB taken here.`);
  if (Number(request.headers["content-length"] ?? 0) > limit) {
    response.setHeader("connection", "close");
    refuse(response, error);
    return false;
  }
  let bytes = 0;
  const push = request.push.bind(request);
  request.push = (chunk: unknown, encoding?: BufferEncoding): boolean => {
    if (chunk instanceof Uint8Array) bytes += chunk.byteLength;
    if (bytes <= limit) return push(chunk, encoding);
    request.push = () => false;
    if (!response.headersSent) {
      response.setHeader("connection", "close");
      response.once("finish", () => request.destroy());
      refuse(response, error);
    } else request.destroy();
    return false;
  };
  return true;
}
