import { createHash, createHmac, timingSafeEqual } from "node:crypto";
import type { IncomingMessage, ServerResponse } from "node:http";
import { setTimeout as pause } from "node:timers/promises";
import { AppError } from "@/server/errors";
import { limitBody } from "./limit-body";
import { signInPage } from "./sign-in-page";
import { refuse } from "./refusal";

const cookieName = "trackside_session";
const mostFormBytes = 16 * 1024;
const pauseAfterWrongKeyMs = 400;

/** With a key set, every route wants it: as a bearer token, or as the cookie the sign-in page sets. */
export function createSignIn(apiKey: string) {
  // Derived, so that the cookie does not hold the key itself; a changed key signs everybody out.
  const session = createHmac("sha256", apiKey).update("trackside session").digest("hex");

  const knows = ({ headers }: IncomingMessage): boolean => {
    const token = /^bearer +(\S+) *$/i.exec(headers.authorization ?? "")?.[1];
    if (token !== undefined && same(token, apiKey)) return true;
    const cookies = (headers.cookie ?? "").split(";").map((cookie) => cookie.trim().split("="));
    return cookies.some(([name, value]) => name === cookieName && value !== undefined && same(value, session));
  };

  const unknown = (): AppError =>
    new AppError("unauthorized", "This console asks for its key: send Authorization: Bearer <TRACKSIDE_API_KEY>.");

  /** True if the request may pass; else it has been answered here. */
  const passes = async (request: IncomingMessage, response: ServerResponse): Promise<boolean> => {
    const isSignIn = request.url?.split("?")[0] === "/sign-in";
    if (isSignIn && request.method === "POST") await signIn(request, response);
    else if (isSignIn && knows(request)) redirect(response, "/");
    else if (knows(request)) return true;
    else if (request.method === "GET" && /\btext\/html\b/.test(request.headers.accept ?? ""))
      sendPage(response, placeOf(request.url ?? "/"), false);
    else refuse(response, unknown());
    return false;
  };

  async function signIn(request: IncomingMessage, response: ServerResponse): Promise<void> {
    if (!limitBody(request, response, mostFormBytes)) return;
    const form = new URLSearchParams(await readForm(request));
    const place = placeOf(form.get("next") ?? "/");
    if (!same(form.get("key") ?? "", apiKey)) {
      await pause(pauseAfterWrongKeyMs);
      sendPage(response, place, true);
      return;
    }
    const secure = request.headers["x-forwarded-proto"] === "https" ? "; Secure" : "";
    redirect(response, place, `${cookieName}=${session}; HttpOnly; SameSite=Lax; Path=/; Max-Age=2592000${secure}`);
  }

  return { knows, unknown, passes };
}

/** Where to go on to: only ever a path of our own, whatever a link with `next` in it says. */
function placeOf(next: string): string {
  const ours = "http://ours.invalid";
  if (!next.startsWith("/") || !URL.canParse(next, ours)) return "/";
  const { origin, pathname, search, hash } = new URL(next, ours);
  // A path that begins with two slashes would be read as a host; "/sign-in" itself has nothing to show.
  return origin !== ours || pathname.startsWith("//") || pathname === "/sign-in" ? "/" : pathname + search + hash;
}

/** Compares without telling by its time how much was right. */
function same(a: string, b: string): boolean {
  const hash = (text: string): Buffer => createHash("sha256").update(text).digest();
  return timingSafeEqual(hash(a), hash(b));
}

async function readForm(request: IncomingMessage): Promise<string> {
  const chunks: Buffer[] = [];
  for await (const chunk of request) chunks.push(chunk as Buffer);
  return Buffer.concat(chunks).toString();
}

function redirect(response: ServerResponse, place: string, cookie?: string): void {
  response.writeHead(303, {
    location: place,
    "cache-control": "no-store",
    "content-length": 0,
    ...(cookie === undefined ? {} : { "set-cookie": cookie }),
  });
  response.end();
}

function sendPage(response: ServerResponse, next: string, wrong: boolean): void {
  response.writeHead(401, {
    "content-type": "text/html; charset=utf-8",
    "cache-control": "no-store",
    "x-content-type-options": "nosniff",
    "referrer-policy": "same-origin",
    "content-security-policy":
      "default-src 'none'; style-src 'unsafe-inline'; form-action 'self'; frame-ancestors 'none'; base-uri 'none'",
    "www-authenticate": 'Bearer realm="trackside"',
  });
  response.end(signInPage(next, wrong));
}
