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

/**
 * Next leads an address that ends in a slash to the one without, whatever the method: `DELETE /api/datasets/d/items/..`, tidied
 * up by its sender, would delete the dataset. So only who reads is led on.
 */
export function endsInSlash({ method = "", url = "" }: IncomingMessage): boolean {
  return !ofPages.includes(method) && /^\/[^?#]*\/(?:[?#]|$)/.test(url);
}

export function noSuchAddress(method: string | undefined): AppError {
  return new AppError(
    "not-found",
    `${method} finds nothing here: the address ends in a slash. Leave it out if that is what you mean.`,
  );
}
