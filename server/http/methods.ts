import type { IncomingMessage } from "node:http";
import { AppError } from "@/server/errors";
import { isApi } from "./is-api";

const ofApi = ["GET", "HEAD", "POST", "PUT", "PATCH", "DELETE", "OPTIONS"];
const ofActions = ["GET", "HEAD", "POST"];
const ofPages = ["GET", "HEAD"];

/**
 * Which methods make sense at a request's address, and whether its own is one of them. The API's routes each know their
 * own. Next answers any method with the page, and a program that left out "/api" would take that for success.
 */
export function methodsOf({ method = "", url = "", headers }: IncomingMessage): { allowed: string[]; isHere: boolean } {
  const isAction = headers["next-action"] !== undefined || /^multipart\//i.test(headers["content-type"] ?? "");
  const allowed = isApi(url) ? ofApi : isAction ? ofActions : ofPages;
  return { allowed, isHere: allowed.includes(method) };
}

export function notAllowed(method: string | undefined, allowed: string[]): AppError {
  return new AppError("method-not-allowed", `${method} is not possible here; ${allowed.join(", ")} is.`);
}
