import { createServer, type Server } from "node:http";
import { AppError } from "@/server/errors";
import type { Handler } from "./create-handler";
import { refuseSocket } from "./refusal";

/** In this time a request must have come whole: enough for the largest body on a slow line, not for ever. */
const requestTimeoutMs = 600_000;
const mostHeaderBytes = 64 * 1024;

/** The HTTP server. Whatever way a request comes in, it goes through the handler, and gets an answer it can read. */
export function createConsoleServer(handler: Handler): Server {
  // Host is ours to check, so that its absence is answered like any other fault.
  const options = { requestTimeout: requestTimeoutMs, maxHeaderSize: mostHeaderBytes, requireHostHeader: false };
  const server = createServer(options, handler.request);
  // Who asks before sending a body is answered by the guards first; what else may be expected, nobody here knows.
  server.on("checkContinue", handler.request);
  server.on("checkExpectation", handler.request);
  server.on("clientError", (cause: NodeJS.ErrnoException, socket) => {
    if (cause.code === "ECONNRESET" || !socket.writable) socket.destroy();
    else refuseSocket(socket, toAppError(cause));
  });
  return server;
}

function toAppError(cause: NodeJS.ErrnoException): AppError {
  if (cause.code === "HPE_HEADER_OVERFLOW") {
    const most = `${mostHeaderBytes / 1024} KiB`;
    return new AppError("headers-too-large", `The address and the headers are larger than the ${most} taken here.`, { cause });
  }
  if (cause.code === "ERR_HTTP_REQUEST_TIMEOUT")
    return new AppError("request-timeout", "The request did not come whole in time.", { cause });
  return new AppError("bad-input", `This is not HTTP/1.1: ${cause.message.replace(/^Parse Error: /, "")}.`, { cause });
}
