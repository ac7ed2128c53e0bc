import type { Database } from "@/db/database";
import { registerProject } from "@/server/agents/register-project";
import type { EnginePort, HostState, ProjectState } from "@/server/context";
import type { ProjectProblem } from "@/server/domain/agent";
import type { FromHost, RunEnd } from "@/server/domain/host-protocol";
import { messageOf } from "@/server/errors";
import { runTopic, type LiveBus } from "@/server/live/bus";
import type { Log } from "@/server/log";
import { endUnheldRun } from "@/server/runs/end-unheld-run";
import { findCutOffRuns, findPendingRuns } from "@/server/runs/find-work";
import type { LiveRun } from "@/server/runs/live-run";
import { takeRun } from "@/server/runs/take-run";
import { afterHostDeath } from "./after-host-death";
import type { Host } from "./host";
import { HostProcess, type HostOptions } from "./host-process";
import { Recorder } from "./recorder";
import { watchHosts } from "./watch-hosts";

type EngineOptions = { db: Database; live: LiveBus; log: Log; host: Omit<HostOptions, "log">; concurrency?: number };

const defaultConcurrency = 64;
const mostAlone = 4;
const slowestRestartMs = 1500;
const pauseAfterFaultMs = 1000;

/** Decides what runs when and where: places runs on hosts, replaces hosts, and takes cut-off runs up again. */
export class Engine implements EnginePort {
  readonly #options: EngineOptions;
  readonly #recorder: Recorder;
  readonly #hosts = new Set<Host>();
  readonly #placing = new Map<number, Promise<void>>();
  readonly #ending = new Set<number>();
  readonly #deaths = new Map<number, number>();
  #cutOff: number[] = [];
  #alone: number[] = [];
  #shared: Host | undefined;
  #restarts = -1;
  #startedAt = 0;
  #lastTrouble: HostState["lastTrouble"];
  #project: { loaded: boolean; problems: ProjectProblem[] } = { loaded: false, problems: [] };
  #stopping = false;
  #placement: Promise<void> | undefined;
  #again = false;
  #stopWatching: () => void = () => {};

  constructor(options: EngineOptions) {
    this.#options = options;
    this.#recorder = new Recorder({
      db: options.db,
      log: options.log,
      liveRun: (key, take) => {
        const live = this.#find(key)?.live;
        return live?.take === take ? live : undefined;
      },
      recorded: (touched, ended) => this.#recorded(touched, ended),
    });
  }

  async start(): Promise<void> {
    this.#cutOff = await findCutOffRuns(this.#options.db);
    this.#startShared();
    this.#stopWatching = watchHosts({ hosts: () => this.#hosts, overdue: (host, key) => this.#overdue(host, key) });
  }

  /** Ends the hosts and writes down what they said last. Runs that were not done stay as they are, to go on at the next start. */
  async stop(): Promise<void> {
    this.#stopping = true;
    this.#stopWatching();
    await Promise.all([...this.#hosts].map((host) => host.process.stop(2000)));
    await this.#placement;
    await this.#recorder.drain();
  }

  wake(): void {
    if (this.#placement) {
      this.#again = true;
      return;
    }
    this.#placement = this.#place()
      .catch((cause: unknown) => this.#options.log.error(`Runs could not be placed: ${messageOf(cause)}`))
      .finally(() => {
        this.#placement = undefined;
        if (!this.#again) return;
        this.#again = false;
        this.wake();
      });
  }

  host(): HostState {
    const pid = this.#shared?.process.pid;
    return {
      alive: this.#shared?.ready ?? false,
      restarts: Math.max(0, this.#restarts),
      ...(pid === undefined ? {} : { pid }),
      ...(this.#lastTrouble ? { lastTrouble: this.#lastTrouble } : {}),
    };
  }

  project(): ProjectState {
    return { dir: this.#options.host.projectDir, ...this.#project };
  }

  async cancel(key: number): Promise<boolean> {
    await this.#placing.get(key);
    const held = this.#find(key);
    if (!held) {
      this.#ending.add(key);
      const done = await endUnheldRun(this.#options.db, key, { status: "cancelled", at: Date.now() });
      this.#ending.delete(key);
      this.#changed(key);
      return done;
    }
    if (held.live.ended) return false;
    held.host.process.send({ type: "end", key, take: held.live.take, ending: "cancelled" });
    await this.#endByConsole(held.live, { status: "cancelled", at: Date.now() });
    return true;
  }

  #find(key: number) {
    for (const host of this.#hosts) {
      const run = host.runs.get(key);
      if (run) return { ...run, host };
    }
    return undefined;
  }

  #startShared(): void {
    if (this.#stopping) return;
    this.#restarts++;
    this.#startedAt = performance.now();
    this.#shared = this.#startHost(undefined);
  }

  #startHost(only: number | undefined): Host {
    const host: Host = {
      process: new HostProcess(
        { ...this.#options.host, log: this.#options.log },
        { message: (message) => this.#hear(host, message), gone: (how) => this.#lost(host, how) },
      ),
      ...{ runs: new Map(), ready: false, only },
    };
    this.#hosts.add(host);
    return host;
  }

  #hear(host: Host, message: FromHost): void {
    if (message.type === "reports") {
      const durable = (): void => host.process.send({ type: "durable", upTo: message.upTo });
      this.#recorder.deliver({ reports: message.reports, durable });
    } else if (message.type === "trouble") this.#trouble(message.message);
    else if (message.type === "project") void this.#opened(host, message);
  }

  async #opened(host: Host, { agents, problems }: Extract<FromHost, { type: "project" }>): Promise<void> {
    if (host === this.#shared) {
      await registerProject(this.#options.db, agents, Date.now());
      this.#project = { loaded: true, problems };
      this.#options.live.publish("agents");
    }
    host.ready = true;
    this.wake();
  }

  async #place(): Promise<void> {
    const host = this.#shared;
    if (this.#stopping || !host?.ready) return;
    for (const solo of this.#hosts) if (solo.only !== undefined && solo.ready && solo.runs.size === 0) await this.#hand(solo, solo.only);
    const soloes = [...this.#hosts].filter((each) => each.only !== undefined).length;
    for (const key of this.#alone.splice(0, mostAlone - soloes)) this.#startHost(key);
    const free = (this.#options.concurrency ?? defaultConcurrency) - host.runs.size;
    if (free <= 0) return;
    const again = this.#cutOff.splice(0, free);
    const fresh = again.length < free ? await findPendingRuns(this.#options.db, free - again.length) : [];
    await Promise.all([...again, ...fresh].map((key) => this.#hand(host, key)));
  }

  /** One at a time for each run: who wants to end it meanwhile waits until it is known where it is. */
  async #hand(host: Host, key: number): Promise<void> {
    if (this.#placing.has(key) || this.#find(key) || this.#ending.has(key)) return;
    const handing = this.#take(host, key);
    this.#placing.set(key, handing);
    try {
      await handing;
    } catch (cause) {
      this.#options.log.error(`Run ${key} could not be handed out, it is tried again: ${messageOf(cause)}`);
      this.#cutOff.push(key);
      setTimeout(() => this.wake(), pauseAfterFaultMs);
    } finally {
      this.#placing.delete(key);
    }
  }

  async #take(host: Host, key: number): Promise<void> {
    const taken = await takeRun(this.#options.db, key, Date.now());
    if (!taken || this.#stopping) return;
    if (!this.#hosts.has(host)) {
      this.#cutOff.push(key);
      return;
    }
    const { live, run } = taken;
    host.runs.set(key, { live, deadline: run.timeoutMs === undefined ? undefined : Date.now() + run.timeoutMs });
    host.process.send({ type: "take", run });
    this.#changed(key);
  }

  #recorded(touched: LiveRun[], ended: LiveRun[]): void {
    for (const live of ended) this.#forget(live.key);
    for (const live of touched) this.#options.live.publish(runTopic(live.key));
    if (ended.length === 0) return;
    this.#options.live.publish("runs");
    this.wake();
  }

  #forget(key: number): void {
    this.#deaths.delete(key);
    const host = this.#find(key)?.host;
    host?.runs.delete(key);
    if (host && host.only !== undefined) void host.process.stop(2000);
  }

  #changed(key: number): void {
    this.#options.live.publish(runTopic(key));
    this.#options.live.publish("runs");
  }

  #trouble(message: string): void {
    this.#lastTrouble = { at: Date.now(), message };
    this.#options.log.warn(`agent host: ${message}`);
    this.#options.live.publish("host");
  }

  /** A host is gone. What it said last is recorded first, then its runs go on from there, elsewhere. */
  #lost(host: Host, how: string): void {
    const expected = this.#stopping || (host.only !== undefined && host.runs.size === 0);
    if (!expected) this.#trouble(`The agent host ended (${how}); ${host.runs.size} runs go on in a new one.`);
    if (host === this.#shared) {
      this.#shared = undefined;
      const wait = this.#restarts > 0 && performance.now() - this.#startedAt < 1000 ? slowestRestartMs : 0;
      setTimeout(() => this.#startShared(), wait);
    }
    void this.#moveRuns(host, how);
  }

  async #moveRuns(host: Host, how: string): Promise<void> {
    await this.#recorder.drain();
    this.#hosts.delete(host);
    if (this.#stopping) return;
    const guilty = host.process.stalledIn();
    for (const [key, { live }] of host.runs) {
      if (live.ended) continue;
      const deaths = (this.#deaths.get(key) ?? 0) + (guilty === undefined || guilty === key ? 1 : 0);
      this.#deaths.set(key, deaths);
      const { place } = afterHostDeath(deaths);
      if (place === "shared") this.#cutOff.push(key);
      else if (place === "alone") this.#alone.push(key);
      else {
        const message = `The process this run had to itself ended too (${how}). What ran last is where to look; a step's code must not end or exhaust its process.`;
        await endUnheldRun(this.#options.db, key, { status: "error", at: Date.now(), error: { code: "HOST_DIED", message } });
        this.#deaths.delete(key);
        this.#changed(key);
      }
    }
    this.wake();
  }

  /** A run 5 s past its deadline whose host did nothing about it: it has timed out, and the host with it. */
  #overdue(host: Host, key: number): void {
    const run = host.runs.get(key);
    if (!run) return;
    const guilty = host.process.stalledIn();
    if (guilty === undefined || guilty === key) {
      const message = "The run did not end by its deadline, and did not let its process answer.";
      void this.#endByConsole(run.live, { status: "timeout", at: Date.now(), error: { code: "TIMEOUT", message } });
    }
    host.process.kill(`run ${run.live.id} was 5 s past its deadline and the process did not answer`);
  }

  /** Ends a run by our own word, in order behind what its host said so far. */
  async #endByConsole(live: LiveRun, end: Omit<RunEnd, "is">): Promise<void> {
    await new Promise<void>((resolve) =>
      this.#recorder.deliver({ reports: [{ key: live.key, take: live.take, is: "run-end", ...end }], durable: resolve }),
    );
  }
}
