import { createHash } from "node:crypto";
import type { SharedText } from "./payload-store";

/** Parts of a value's text that are likely to come again: from and to, in order, not overlapping. */
export type SharedRange = [from: number, to: number];

/** Cuts a value into what is its own and what is stored once for all who have it, by its hash. */
export function shareText(text: string, ranges: SharedRange[]): { body: string; texts: SharedText[] } {
  const parts: string[] = [];
  const texts: SharedText[] = [];
  let done = 0;
  for (const [from, to] of ranges) {
    if (from < done || to <= from || to > text.length) continue;
    const body = text.slice(from, to);
    const hash = createHash("sha256").update(body).digest("base64url").slice(0, 22);
    parts.push(text.slice(done, from), hash);
    texts.push({ hash, body });
    done = to;
  }
  parts.push(text.slice(done));
  return { body: JSON.stringify(parts), texts };
}
