import { createHash } from "node:crypto";
import { brotliDecompressSync, gunzipSync, inflateSync } from "node:zlib";
import type { GivenRows } from "../span-store";
import { faultOf } from "./check-span";
import { decodeJson } from "./decode-json";
import { decodeProtobuf } from "./decode-protobuf";
import { Malformed, type Source, type SourcedSpans, type Span } from "./span";

export type TraceBody = { bytes: Uint8Array; encoding: "protobuf" | "json"; compression: "identity" | "gzip" | "deflate" | "br" };

export type Refusal = { refused: "bad-input" | "too-large" | "overloaded"; message: string };

/** What a body came to: rows as the store takes them, in parts that hold the database only for a moment; or why there is none. */
export type ReadBatch =
  | Refusal
  | { sources: GivenRows[]; spans: GivenRows[]; traceIds: string[]; taken: number; rejected: number; fault?: string };

/** Of one body, unpacked. The limit OTLP's own collectors have. */
export const mostBodyBytes = 20 * 1024 * 1024;
const mostPartLength = 400_000;
/** Longer ones are given to the database by themselves. */
const largeRow = 256_000;
/** Of a span, or of where it comes from, as it is stored: a sign may be six there. */
const mostStoredBytes = 8 * 1024 * 1024;

export function readBatch({ bytes, encoding, compression }: TraceBody): ReadBatch {
  try {
    const body = unpack(bytes, compression);
    return toRows(encoding === "json" ? decodeJson(body) : decodeProtobuf(body));
  } catch (cause) {
    if (cause instanceof Malformed) return { refused: "bad-input", message: cause.message };
    if (isTooLarge(cause))
      return {
        refused: "too-large",
        message: `Unpacked, the body is larger than the ${mostBodyBytes / 1024 / 1024} MiB taken here.`,
      };
    throw cause;
  }
}

const unpackers = { gzip: gunzipSync, deflate: inflateSync, br: brotliDecompressSync };

/** Never holds more than the limit: a bomb is left where it passes it. */
function unpack(bytes: Uint8Array, compression: TraceBody["compression"]): Uint8Array {
  if (compression === "identity") return bytes;
  try {
    return unpackers[compression](bytes, { maxOutputLength: mostBodyBytes });
  } catch (cause) {
    if (isTooLarge(cause)) throw cause;
    throw new Malformed(`The body is not ${compression}, as its Content-Encoding says.`, { cause });
  }
}

const isTooLarge = (cause: unknown): boolean =>
  cause instanceof Error && "code" in cause && cause.code === "ERR_BUFFER_TOO_LARGE";

function toRows(groups: SourcedSpans[]): ReadBatch {
  const sources = new Map<string, string>();
  const traceIds = new Set<string>();
  const rows = new Parts();
  let [taken, rejected] = [0, 0];
  let fault: string | undefined;
  for (const { source, spans } of groups) {
    const body = JSON.stringify(source satisfies Source);
    const faultOfSource = faultOfSize("the resource and the scope of a span", body);
    const hash = createHash("sha256").update(body).digest("base64url").slice(0, 22);
    for (const span of spans) {
      const row = rowOf(span, hash);
      const why = faultOf(span) ?? faultOfSource ?? faultOfSize("a span", row[4]);
      if (why !== undefined) {
        rejected++;
        fault ??= why;
        continue;
      }
      taken++;
      traceIds.add(span.traceId);
      sources.set(hash, body);
      rows.add(row);
    }
  }
  const ofSources = new Parts();
  for (const source of sources) ofSources.add(source);
  return {
    sources: ofSources.done(),
    spans: rows.done(),
    traceIds: [...traceIds],
    taken,
    rejected,
    ...(fault === undefined ? {} : { fault }),
  };
}

function faultOfSize(what: string, body: string): string | undefined {
  const isLarge = Buffer.byteLength(body) > mostStoredBytes;
  return isLarge ? `${what} is at most ${mostStoredBytes / 1024 / 1024} MiB, written as JSON` : undefined;
}

/** `parentId` of zeroes is none. The body is a text within the text: so a NUL in it stays the escape it is. */
function rowOf(span: Span, source: string): [traceId: string, spanId: string, source: string, ended: number, body: string] {
  const { traceId, spanId, parentId, ...rest } = span;
  // One that says only when it ended began no later.
  const start = span.start === "0" ? span.end : span.start;
  const parent = /^0*$/.test(parentId) ? "" : parentId;
  return [traceId, spanId, source, span.end === "0" ? 0 : 1, JSON.stringify({ ...rest, start, parentId: parent })];
}

/** JSON lists that are about as long as each other, and between them rows that are too long for one. */
class Parts {
  readonly #parts: GivenRows[] = [];
  #rows: string[] = [];
  #length = 0;

  add(values: (string | number)[]): void {
    if (values.some((value) => typeof value === "string" && value.length > largeRow)) return void this.#parts.push(values);
    const row = JSON.stringify(values);
    if (this.#length > 0 && this.#length + row.length > mostPartLength) this.#close();
    this.#rows.push(row);
    this.#length += row.length;
  }

  done(): GivenRows[] {
    if (this.#length > 0) this.#close();
    return this.#parts;
  }

  #close(): void {
    this.#parts.push(`[${this.#rows.join(",")}]`);
    this.#rows = [];
    this.#length = 0;
  }
}
