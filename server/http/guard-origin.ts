import type { IncomingMessage } from "node:http";
import { AppError } from "@/server/errors";
import { isApi } from "./is-api";
import type { Guard } from "./refusal";

const safe = new Set(["GET", "HEAD", "OPTIONS"]);
/** A page of another site can send these without asking first. */
const simpleTypes = /^(?:text\/plain|multipart\/form-data|application\/x-www-form-urlencoded)\b/i;

/**
 * Refuses writes another site's page makes in the user's name, and live connections it would open. Browsers say where a
 * request comes from; programs say nothing, and are let through unless what they send looks like a form.
 */
export const guardOrigin =
  (admits: (request: IncomingMessage) => boolean): Guard =>
  (request) => {
    const { method, url = "", headers } = request;
    const { origin, host, upgrade } = headers;
    const site = headers["sec-fetch-site"];
    if (admits(request)) return undefined;
    if (safe.has(method ?? "") && upgrade === undefined) return undefined;
    const isNamed = origin !== undefined || site !== undefined;
    const isForm = simpleTypes.test(headers["content-type"] ?? "");
    // Of a program it is no more than the wrong type.
    if (!isNamed && isForm && isApi(url))
      return new AppError(
        "unsupported-media-type",
        `This takes no ${headers["content-type"]}. Send the body in a type it takes, such as application/json.`,
      );
    const foreign = !isNamed
      ? isForm
      : (origin !== undefined && hostOf(origin) !== host?.toLowerCase()) ||
        (site !== undefined && site !== "same-origin" && site !== "none");
    return foreign
      ? new AppError(
          "forbidden",
          "Writes are taken from this console's own pages and from programs, not from other sites' pages.",
        )
      : undefined;
  };

function hostOf(origin: string): string | undefined {
  return URL.canParse(origin) ? new URL(origin).host : undefined;
}
