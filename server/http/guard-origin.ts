import { AppError } from "@/server/errors";
import type { Guard } from "./refusal";

const safe = new Set(["GET", "HEAD", "OPTIONS"]);
/** A page of another site can send these without asking first. */
const simpleTypes = /^(?:text\/plain|multipart\/form-data|application\/x-www-form-urlencoded)\b/i;

/**
 * Refuses writes another site's page makes in the user's name, and live connections it would open. Browsers say where a
 * request comes from; programs say nothing, and are let through unless what they send looks like a form.
 */
export const guardOrigin: Guard = ({ method, headers }) => {
  const { origin, host, upgrade } = headers;
  const site = headers["sec-fetch-site"];
  if (safe.has(method ?? "") && upgrade === undefined) return undefined;
  const foreign =
    origin === undefined && site === undefined
      ? simpleTypes.test(headers["content-type"] ?? "")
      : (origin !== undefined && hostOf(origin) !== host?.toLowerCase()) ||
        (site !== undefined && site !== "same-origin" && site !== "none");
  return foreign
    ? new AppError("forbidden", "Writes are taken from this console's own pages and from programs, not from other sites' pages.")
    : undefined;
};

function hostOf(origin: string): string | undefined {
  return URL.canParse(origin) ? new URL(origin).host : undefined;
}
