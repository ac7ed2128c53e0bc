import { hashWords } from "./quick-hash";

/** What a run's directory holds itself, in its root and in each step's folder: no step and no artifact may take such a name. */
const ownNames = new Set([
  ".trace",
  "static_inputs",
  "run_summary.json",
  "result.json",
  "outcome.json",
  "state.json",
  "component_result.json",
]);
const deviceName = /^(?:con|prn|aux|nul|com\d|lpt\d)(?:\.|$)/i;
const plain = /^[A-Za-z0-9_%#-]+$/;

/** File systems hold 255 bytes a part and some 4,000 in all; what comes before and after ours needs room too. */
const longestPart = 200;
const keptOfLongPart = 160;
const longestPlace = 2200;

export function isOwnName(name: string): boolean {
  return ownNames.has(name.toLowerCase());
}

/**
 * Where a step's files lie in its run's directory: its path with slashes for dots. A part that file systems cannot hold gets
 * a hash instead, after a "~", which no plain part has; what lies too deep is folded into one part. `crowded` are the paths
 * that an earlier sibling's equals but for case.
 */
export function stepPlace(path: string, crowded: ReadonlySet<string>): string {
  let place = "";
  let at = -1;
  do {
    const from = at + 1;
    const dot = path.indexOf(".", from);
    at = dot < 0 ? path.length : dot;
    const part = toPart(path.slice(from, at), crowded.size > 0 && crowded.has(path.slice(0, at)));
    if (place.length + part.length >= longestPlace) return `${place}/~${hashOf(path)}`;
    place = place === "" ? part : `${place}/${part}`;
  } while (at < path.length);
  return place;
}

function toPart(segment: string, isCrowded: boolean): string {
  const fits =
    !isCrowded && segment.length <= longestPart && plain.test(segment) && !isOwnName(segment) && !deviceName.test(segment);
  return fits ? segment : `${segment.replace(/[^A-Za-z0-9_%#-]/g, "_").slice(0, keptOfLongPart)}~${hashOf(segment)}`;
}

/** By this, siblings that are equal but for case are told: the parent's path as it is, and the last part without case. */
export function crowdKey(path: string): string {
  const from = path.lastIndexOf(".") + 1;
  return path.slice(0, from) + path.slice(from).toLowerCase();
}

/** Of siblings that are equal but for case, all but the one that began first. */
export function crowdedPaths(steps: Iterable<{ path: string; ordinal: number }>): Set<string> {
  const first = new Map<string, { path: string; ordinal: number }>();
  const crowded = new Set<string>();
  for (const step of steps) {
    const key = crowdKey(step.path);
    const other = first.get(key);
    if (!other) first.set(key, step);
    else if (other.path !== step.path) {
      const later = step.ordinal > other.ordinal ? step : other;
      if (later === other) first.set(key, step);
      crowded.add(later.path);
    }
  }
  return crowded;
}

/** 64 bits in hex: enough that no two steps of a run meet, and the same everywhere. */
function hashOf(text: string): string {
  return hashWords(text)
    .map((word) => word.toString(16).padStart(8, "0"))
    .join("");
}
