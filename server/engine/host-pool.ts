import type { HostState } from "@/server/context";
import type { FromHost } from "@/server/domain/host-protocol";
import type { Log } from "@/server/log";
import type { LiveRun } from "@/server/runs/live-run";
import type { Host, HeldRun } from "./host";
import { HostProcess } from "./host-process";
import type { HostSettings } from "./own-process";

type PoolOptions = {
  host: HostSettings;
  log: Log;
  hear: (host: Host, message: FromHost) => void;
  /** A host is gone, and out of the pool's care; what it held is the caller's to move. */
  lost: (host: Host, how: string) => void;
};

const soonMs = 1000;
const slowestRestartMs = 1500;

/** The host processes there are: the shared one, always replaced, and those of runs that go on alone. */
export class HostPool {
  readonly #options: PoolOptions;
  readonly #hosts = new Set<Host>();
  #shared: Host | undefined;
  #starts = 0;
  #startedAt = 0;
  #stopping = false;

  constructor(options: PoolOptions) {
    this.#options = options;
  }

  get shared(): Host | undefined {
    return this.#shared;
  }

  all(): Iterable<Host> {
    return this.#hosts;
  }

  alone(): Host[] {
    return [...this.#hosts].filter((host) => host.only !== undefined);
  }

  has(host: Host): boolean {
    return this.#hosts.has(host);
  }

  /** Who has a run in hand, and what is known of it. */
  find(key: number): (HeldRun & { host: Host }) | undefined {
    for (const host of this.#hosts) {
      const run = host.runs.get(key);
      if (run) return { ...run, host };
    }
    return undefined;
  }

  /** What is known of this take of a run; nothing where a host has another one in hand, or none. */
  liveRun(key: number, take: number): LiveRun | undefined {
    for (const { runs } of this.#hosts) {
      const live = runs.get(key)?.live;
      if (live) return live.take === take ? live : undefined;
    }
    return undefined;
  }

  startShared(): void {
    if (this.#stopping) return;
    this.#starts++;
    this.#startedAt = performance.now();
    this.#shared = this.#start(undefined);
  }

  /** A host for one run: as all hosts are, or as that run asked for it. */
  startAlone(key: number, settings?: HostSettings): void {
    if (!this.#stopping) this.#start(key, settings);
  }

  /** Takes a dead host out; until then its runs count as held. */
  remove(host: Host): void {
    this.#hosts.delete(host);
  }

  state(): Pick<HostState, "alive" | "restarts" | "pid"> {
    const pid = this.#shared?.process.pid;
    return {
      alive: this.#shared?.ready ?? false,
      restarts: Math.max(0, this.#starts - 1),
      ...(pid === undefined ? {} : { pid }),
    };
  }

  async stop(withinMs: number): Promise<void> {
    this.#stopping = true;
    await Promise.all([...this.#hosts].map((host) => host.process.stop(withinMs)));
  }

  #start(only: number | undefined, settings: HostSettings = this.#options.host): Host {
    const host: Host = {
      process: new HostProcess(
        { ...settings, log: this.#options.log },
        { message: (message) => this.#options.hear(host, message), gone: (how) => this.#gone(host, how) },
      ),
      runs: new Map(),
      ready: false,
      only,
      done: false,
    };
    this.#hosts.add(host);
    return host;
  }

  #gone(host: Host, how: string): void {
    if (host === this.#shared) {
      this.#shared = undefined;
      // One that dies as soon as it starts is not started again in a tight circle.
      const wait = this.#starts > 1 && performance.now() - this.#startedAt < soonMs ? slowestRestartMs : 0;
      setTimeout(() => this.startShared(), wait);
    }
    this.#options.lost(host, how);
  }
}
