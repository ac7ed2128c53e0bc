import type { IncomingMessage, ServerResponse } from "node:http";
import { AppError } from "@/server/errors";
import { refuseAndClose } from "./refusal";

const mebibyte = 1024 * 1024;

/** Read row by row as it comes, and never held whole. */
const importOfItems = /^\/api\/datasets\/(?:[^/?]+\/)?import(?:\?|$)/;

/** As it comes; unpacked, no more than this either. */
const spans = /^\/(?:api\/otlp\/)?v1\/traces(?:\?|$)/;

/** A step's value may be 50 MB and come in by the API; pages send forms. */
function limitOf(url: string): number {
  if (importOfItems.test(url)) return 2048 * mebibyte;
  if (spans.test(url)) return 20 * mebibyte;
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
export function limitBody(request: IncomingMessage, response: ServerResponse, limit = limitOf(request.url ?? "")): boolean {
  const words = limit < mebibyte ? `${limit} bytes` : `${limit / mebibyte} MiB`;
  const error = new AppError("too-large", `The body is larger than the ${words} taken here.`);
  if (Number(request.headers["content-length"] ?? 0) > limit) {
    refuseAndClose(request, response, error);
    return false;
  }
  if (request.headers.expect !== undefined) response.writeContinue();
  let bytes = 0;
  const push = request.push.bind(request);
  request.push = (chunk: unknown, encoding?: BufferEncoding): boolean => {
    if (chunk instanceof Uint8Array) bytes += chunk.byteLength;
    if (bytes <= limit) return push(chunk, encoding);
    // The rest is let pass unseen; nobody gets to read it.
    request.push = () => true;
    if (response.headersSent) request.destroy();
    else refuseAndClose(request, response, error);
    return true;
  };
  return true;
}
