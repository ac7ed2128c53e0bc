import { randomBytes } from "node:crypto";

/**
 * `[prefix_](run|rerun)_YYYYMMDD_HHMMSS_<hex>` in UTC: it names the run's directory too. 64 random bits: a hundred
 * thousand runs begun in one second do not meet.
 */
export function createRunId(
  now: number,
  { prefix, rerun = false }: { prefix?: string | undefined; rerun?: boolean } = {},
): string {
  const [day, time] = new Date(now).toISOString().slice(0, 19).replace(/[-:]/g, "").split("T");
  const id = `${rerun ? "rerun" : "run"}_${day}_${time}_${randomBytes(8).toString("hex")}`;
  return prefix === undefined ? id : `${prefix}_${id}`;
}
