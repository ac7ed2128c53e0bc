import { findInexactNumber } from "@/server/domain/inexact-number";
import { AppError } from "@/server/errors";

/** Reads a request's body as JSON, or says why it is none. What would be changed by being read is refused, not bent. */
export async function readJson(request: Request): Promise<unknown> {
  const text = await readJsonText(request);
  const value = parse(text);
  const inexact = findInexactNumber(text);
  if (inexact !== undefined) {
    const message = `holds a number that JSON cannot carry exactly: ${inexact.slice(0, 60)}. Send it as text.`;
    throw new AppError("bad-input", `The body ${message}`, { faults: [{ path: "", message }] });
  }
  return value;
}

/** A body that says it is JSON, as text: whoever parses it finds out. */
export async function readJsonText(request: Request): Promise<string> {
  checkIsJson(request);
  const encoding = request.headers.get("content-encoding");
  if (encoding !== null && encoding.toLowerCase() !== "identity")
    throw new AppError("unsupported-media-type", `Send the body as it is, not as ${encoding}.`);
  return decode(await readWhole(request));
}

export function checkIsJson(request: Request): void {
  const type = contentTypeOf(request);
  if (type !== "application/json") throw new AppError("unsupported-media-type", "Send the body as application/json, in UTF-8.");
}

/** The media type of a body; nothing of one that says it is not in UTF-8. */
export function contentTypeOf(request: Request): string | undefined {
  const [type = "", ...parameters] = (request.headers.get("content-type") ?? "").toLowerCase().split(";");
  const charset = parameters.map((each) => each.trim()).find((each) => each.startsWith("charset="));
  return charset === undefined || /^charset="?utf-?8"?$/.test(charset) ? type.trim() : undefined;
}

async function readWhole(request: Request): Promise<ArrayBuffer> {
  try {
    return await request.arrayBuffer();
  } catch (cause) {
    // Whoever hung up hears no answer; for the log it is no fault of ours.
    throw new AppError("bad-input", "The body broke off.", { cause });
  }
}

function decode(bytes: ArrayBuffer): string {
  try {
    return new TextDecoder("utf-8", { fatal: true }).decode(bytes);
  } catch (cause) {
    throw new AppError("bad-input", "The body is not JSON: it is not UTF-8.", { cause });
  }
}

function parse(text: string): unknown {
  try {
    return JSON.parse(text) as unknown;
  } catch (cause) {
    throw new AppError("bad-input", `The body is not JSON: ${cause instanceof Error ? cause.message : "it does not parse"}.`, {
      cause,
    });
  }
}
