import { createHash, createHmac, timingSafeEqual } from "node:crypto";
import type { IncomingMessage, ServerResponse } from "node:http";
import { setTimeout as pause } from "node:timers/promises";
import { AppError } from "@/server/errors";
import { signInPage } from "./sign-in-page";
import { refuse } from "./refusal";

const cookieName = "trackside_session";
const mostFormBytes = 4096;
const pauseAfterWrongKeyMs = 400;

/** With a key set, every route wants it: as a bearer token, or as the cookie the sign-in page sets. */
export function createSignIn(apiKey: string) {
  // Derived, so that the cookie does not hold the key itself; a changed key signs everybody out.
  const session = createHmac("sha256", apiKey).update("trackside session").digest("hex");

  const knows = ({ headers }: IncomingMessage): boolean => {
    const [scheme, token] = (headers.authorization ?? "").split(" ");
    if (scheme?.toLowerCase() === "bearer" && token !== undefined && same(token, apiKey)) return true;
    const cookies = (headers.cookie ?? "").split(";").map((cookie) => cookie.trim().split("="));
    return cookies.some(([name, value]) => name === cookieName && value !== undefined && same(value, session));
  };

  /** True if the request may pass; else it has been answered here. */
  return async (request: IncomingMessage, response: ServerResponse): Promise<boolean> => {
    if (request.method === "POST" && request.url?.split("?")[0] === "/sign-in") {
      await signIn(request, response);
      return false;
    }
    if (knows(request)) return true;
    const wantsPage = request.method === "GET" && (request.headers.accept ?? "").includes("text/html");
    if (wantsPage) sendPage(response, request.url ?? "/", false);
    else
      refuse(
        response,
        new AppError("unauthorized", "This console asks for its key: send Authorization: Bearer <TRACKSIDE_API_KEY>."),
      );
    return false;
  };

  async function signIn(request: IncomingMessage, response: ServerResponse): Promise<void> {
    const form = new URLSearchParams(await readForm(request));
    const next = form.get("next") ?? "/";
    // Only a path of our own: "//host" and "/\host" are other sites to a browser.
    const place = /^\/(?![/\\])[^\r\n]*$/.test(next) ? next : "/";
    if (same(form.get("key") ?? "", apiKey)) {
      const secure = request.headers["x-forwarded-proto"] === "https" ? "; Secure" : "";
      response.writeHead(303, {
        location: encodeURI(decodeURI(place)),
        "set-cookie": `${cookieName}=${session}; HttpOnly; SameSite=Lax; Path=/; Max-Age=2592000${secure}`,
        "cache-control": "no-store",
      });
      response.end();
      return;
    }
    await pause(pauseAfterWrongKeyMs);
    sendPage(response, place, true);
  }
}

/** Compares without telling by its time how much was right. */
function same(a: string, b: string): boolean {
  const hash = (text: string): Buffer => createHash("sha256").update(text).digest();
  return timingSafeEqual(hash(a), hash(b));
}

async function readForm(request: IncomingMessage): Promise<string> {
  let text = "";
  for await (const chunk of request) {
    text += String(chunk);
    if (text.length > mostFormBytes) return "";
  }
  return text;
}

function sendPage(response: ServerResponse, next: string, wrong: boolean): void {
  response.writeHead(401, {
    "content-type": "text/html; charset=utf-8",
    "cache-control": "no-store",
    "x-content-type-options": "nosniff",
    "referrer-policy": "same-origin",
    "content-security-policy":
      "default-src 'none'; style-src 'unsafe-inline'; form-action 'self'; frame-ancestors 'none'; base-uri 'none'",
  });
  response.end(signInPage(next, wrong));
}
