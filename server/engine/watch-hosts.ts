import type { Host } from "./host";

const lookEveryMs = 1000;
const graceMs = 5000;

/** Longer without a word is a hang. */
export const longestSilenceMs = 30_000;

type Watch = { hosts: () => Iterable<Host>; silenceMs: number; overdue: (host: Host, key: number) => void };

/**
 * Honest CPU work is not a hang: only 30 s of silence is, or a run 5 s past its deadline. Sleep of the machine is
 * neither: when we ourselves looked late, everybody's silence so far is forgiven.
 */
export function watchHosts({ hosts, silenceMs, overdue }: Watch): () => void {
  let lookedAt = performance.now();
  const timer = setInterval(() => {
    const late = performance.now() - lookedAt > lookEveryMs * 4;
    lookedAt = performance.now();
    for (const host of hosts()) {
      if (late) {
        host.process.forgiveSilence();
        for (const run of host.runs.values()) if (run.deadline !== undefined) run.deadline = Math.max(run.deadline, Date.now());
      } else if (host.process.silentMs() > silenceMs) host.process.kill(silence(host, silenceMs));
      else
        for (const [key, run] of host.runs)
          if (run.deadline !== undefined && Date.now() > run.deadline + graceMs) overdue(host, key);
    }
  }, lookEveryMs);
  return () => clearInterval(timer);
}

function silence(host: Host, ms: number): string {
  const guilty = host.process.stalledIn();
  const run = guilty === undefined ? undefined : host.runs.get(guilty)?.live;
  const silent = `it was silent for ${ms / 1000} s`;
  return run ? `${silent}, busy in run ${run.id}` : silent;
}
