import { contentTypePattern, isArtifactPath, mostArtifactBytes } from "@/server/domain/artifact";
import type { FromHost } from "@/server/domain/host-protocol";

const kindsOfReport = new Set(["begin", "end", "note", "artifact", "wait", "run-end"]);

/**
 * An agent shares its process with the host and can send what it likes, so this is a door: what is not of our shape is
 * not taken. Checked by hand, for it stands on the hottest path there is.
 */
export function isFromHost(message: unknown): message is FromHost {
  if (!isObject(message)) return false;
  if (message["type"] === "beat") return true;
  if (message["type"] === "trouble" || message["type"] === "warning") return typeof message["message"] === "string";
  if (message["type"] === "scored")
    return Number.isSafeInteger(message["id"]) && Array.isArray(message["scores"]) && message["scores"].every(isScore);
  if (message["type"] === "start-child") return isChildStart(message);
  if (message["type"] === "text")
    return [message["key"], message["take"], message["n"]].every(Number.isSafeInteger) && typeof message["text"] === "string";
  if (message["type"] === "project")
    return Array.isArray(message["agents"]) && Array.isArray(message["problems"]) && isObject(message["models"]);
  return (
    message["type"] === "reports" &&
    typeof message["upTo"] === "number" &&
    Array.isArray(message["reports"]) &&
    message["reports"].every(isReport)
  );
}

function isScore(score: unknown): boolean {
  if (!isObject(score) || typeof score["scorer"] !== "string") return false;
  const { value, source, pass, label, reason } = score;
  if (value !== null && !Number.isFinite(value)) return false;
  if (pass !== undefined && typeof pass !== "boolean") return false;
  return (
    ["code", "judge"].includes(String(source)) && [label, reason].every((text) => text === undefined || typeof text === "string")
  );
}

function isChildStart({ key, take, n, start }: Record<string, unknown>): boolean {
  if (![key, take, n].every(Number.isSafeInteger) || !isObject(start)) return false;
  return typeof start["agentId"] === "string" && typeof start["input"] === "string";
}

function isReport(report: unknown): boolean {
  if (!isObject(report) || !kindsOfReport.has(String(report["is"]))) return false;
  const { key, take, at, is, n, path, inputs } = report;
  if (![key, take, at].every(Number.isSafeInteger)) return false;
  if (is === "wait") return Array.isArray(inputs);
  if (!hasFittingExtras(report)) return false;
  if (is === "run-end") return typeof report["status"] === "string";
  if (is === "artifact") return isArtifact(report);
  if (!Number.isSafeInteger(n)) return false;
  return is === "end" ? typeof report["status"] === "string" : typeof path === "string" && typeof report["kind"] === "string";
}

function isArtifact({ path, body, contentType }: Record<string, unknown>): boolean {
  return (
    typeof path === "string" &&
    isArtifactPath(path) &&
    typeof contentType === "string" &&
    contentTypePattern.test(contentType) &&
    body instanceof Uint8Array &&
    body.byteLength <= mostArtifactBytes
  );
}

function isObject(value: unknown): value is Record<string, unknown> {
  return typeof value === "object" && value !== null;
}

const texts = ["input", "output", "result", "preview", "fingerprint", "attributes"];

/** What is there only sometimes: texts, ranges of a text, numbers of steps. One of another shape would take others' words with it. */
function hasFittingExtras(report: Record<string, unknown>): boolean {
  for (const name of texts) if (report[name] !== undefined && typeof report[name] !== "string") return false;
  if (report["firstTokenMs"] !== undefined && !Number.isSafeInteger(report["firstTokenMs"])) return false;
  return isListOf(report["unreached"], Number.isSafeInteger) && isListOf(report["shared"], isRange);
}

function isListOf(value: unknown, fits: (one: unknown) => boolean): boolean {
  return value === undefined || (Array.isArray(value) && value.every(fits));
}

function isRange(value: unknown): boolean {
  return Array.isArray(value) && value.length === 2 && value.every(Number.isSafeInteger);
}
