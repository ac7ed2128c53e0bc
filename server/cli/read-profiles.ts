import type { Json } from "@/server/domain/json";
import { wrongUse } from "./cli-error";
import { jsonOf } from "./read-argument";

/** What takes the place of model profiles: `NAME=OTHER`, or `NAME={…}` with what of it is different. */
export function readProfiles(texts: string[]): Record<string, Json> {
  return Object.fromEntries(texts.map(readProfile));
}

function readProfile(text: string): [string, Json] {
  const at = text.indexOf("=");
  const [name, other] = [text.slice(0, at), text.slice(at + 1)];
  const value = other.startsWith("{") ? jsonOf(other) : other;
  if (at > 0 && value !== undefined && value !== "") return [name, value];
  throw wrongUse(`--profile wants a profile and what takes its place, as in fast=slow or fast={"model": "…"}, not "${text}".`);
}
