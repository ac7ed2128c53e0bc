import type { Host } from "./host";

const lookEveryMs = 1000;
const mostSilenceMs = 30_000;
const graceMs = 5000;

type Watch = { hosts: () => Iterable<Host>; overdue: (host: Host, key: number) => void };

/**
 * Honest CPU work is not a hang: only 30 s of silence is, or a run 5 s past its deadline. Sleep of the machine is
 * neither: when we ourselves looked late, everybody's silence so far is forgiven.
 */
export function watchHosts({ hosts, overdue }: Watch): () => void {
  let lookedAt = performance.now();
  const timer = setInterval(() => {
    const late = performance.now() - lookedAt > lookEveryMs * 4;
    lookedAt = performance.now();
    for (const host of hosts()) {
      if (late) {
        host.process.forgiveSilence();
        for (const run of host.runs.values()) if (run.deadline !== undefined) run.deadline = Math.max(run.deadline, Date.now());
      } else if (host.process.silentMs() > mostSilenceMs) host.process.kill(silence(host));
      else
        for (const [key, run] of host.runs)
          if (run.deadline !== undefined && Date.now() > run.deadline + graceMs) overdue(host, key);
    }
  }, lookEveryMs);
  return () => clearInterval(timer);
}

function silence(host: Host): string {
  const guilty = host.process.stalledIn();
  const run = guilty === undefined ? undefined : host.runs.get(guilty)?.live;
  return run ? `it was silent for 30 s, busy in run ${run.id}` : "it was silent for 30 s";
}
