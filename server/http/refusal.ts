import { STATUS_CODES, type IncomingMessage, type ServerResponse } from "node:http";
import type { Duplex } from "node:stream";
import type { AppError } from "@/server/errors";

/** A guard looks at a request before anything else does; what it returns is the answer. */
export type Guard = (request: IncomingMessage) => AppError | undefined;

/** How long we go on reading from one who is refused, so that the answer is not lost in a broken connection. */
const lingerMs = 2000;

export function refuse(response: ServerResponse, error: AppError): void {
  const { headers, body } = answerOf(error);
  response.writeHead(error.status, headers);
  response.end(body);
}

/**
 * Refuses one who is still sending. Closed at once, with bytes unread, the connection would be reset and many a client
 * never see why; so what still comes is dropped for a while first.
 */
export function refuseAndClose(request: IncomingMessage, response: ServerResponse, error: AppError): void {
  const { socket } = request;
  response.setHeader("connection", "close");
  socket.destroySoon = () => {
    socket.end();
    setTimeout(() => socket.destroy(), lingerMs).unref();
  };
  socket.once("close", () => request.destroy());
  refuse(response, error);
  request.resume();
}

/** For connections that have no response object: not HTTP, or about to become something else. */
export function refuseSocket(socket: Duplex, error: AppError): void {
  const { headers, body } = answerOf(error);
  const lines = Object.entries({ ...headers, connection: "close" }).map(([name, value]) => `${name}: ${value}\r\n`);
  if (socket.writable) socket.end(`HTTP/1.1 ${error.status} ${STATUS_CODES[error.status]}\r\n${lines.join("")}\r\n${body}`);
  socket.once("finish", () => socket.destroy());
}

function answerOf(error: AppError) {
  const body = JSON.stringify(error.toProblem());
  const headers = {
    "content-type": "application/problem+json",
    "content-length": Buffer.byteLength(body),
    "cache-control": "no-store",
    "x-content-type-options": "nosniff",
    ...(error.status === 401 ? { "www-authenticate": 'Bearer realm="trackside"' } : {}),
  };
  return { headers, body };
}
