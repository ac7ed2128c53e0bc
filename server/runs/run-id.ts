import { randomFillSync } from "node:crypto";

/** Randomness is asked for in one piece for many ids. */
const random = Buffer.alloc(4096);
const bytesOfId = 8;
let used = random.length;

function randomHex(): string {
  if (used === random.length) {
    randomFillSync(random);
    used = 0;
  }
  used += bytesOfId;
  return random.toString("hex", used - bytesOfId, used);
}

/**
 * `[prefix_](run|rerun)_YYYYMMDD_HHMMSS_<hex>` in UTC: it names the run's directory too. 64 random bits: a hundred
 * thousand runs begun in one second do not meet.
 */
export function createRunId(
  now: number,
  { prefix, rerun = false }: { prefix?: string | undefined; rerun?: boolean } = {},
): string {
  const [day, time] = new Date(now).toISOString().slice(0, 19).replace(/[-:]/g, "").split("T");
  const id = `${rerun ? "rerun" : "run"}_${day}_${time}_${randomHex()}`;
  return prefix === undefined ? id : `${prefix}_${id}`;
}
