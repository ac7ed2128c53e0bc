import type { Database } from "@/db/database";
import { registerProject } from "@/server/agents/register-project";
import type { EnginePort, HostState, ProjectState } from "@/server/context";
import type { Directories } from "@/server/directories/directories";
import { projectSettings } from "@/server/domain/project-settings";
import type { FromHost, RunEnd, StepEnd } from "@/server/domain/host-protocol";
import { runTopic, statusTopic, type LiveBus } from "@/server/live/bus";
import type { Log } from "@/server/log";
import { answerUnheld } from "@/server/runs/answer-unheld";
import { endUnheldRun } from "@/server/runs/end-unheld-run";
import { findCutOffRuns, findWakeTimes } from "@/server/runs/find-work";
import type { LiveRun } from "@/server/runs/live-run";
import { markStopped } from "@/server/runs/mark-stopped";
import { resumeRun } from "@/server/runs/resume-run";
import { afterHostDeath } from "./after-host-death";
import type { HeldRun, Host } from "./host";
import { HostPool } from "./host-pool";
import type { HostOptions } from "./host-process";
import { Placement } from "./placement";
import { persist } from "./persist";
import { Recorder } from "./recorder";
import { RunTurns } from "./run-turns";
import { WakeTimers } from "./wake-timers";
import { watchHosts } from "./watch-hosts";
import { watchProject } from "./watch-project";

type EngineOptions = {
  db: Database;
  live: LiveBus;
  log: Log;
  host: Omit<HostOptions, "log">;
  directories: Pick<Directories, "dirsFor" | "settled">;
  concurrency?: number;
  dev?: boolean;
};

const defaultConcurrency = 64;
const stopWithinMs = 2000;

/** Decides what runs when and where: places runs on hosts, and takes up again those that were cut off. */
export class Engine implements EnginePort {
  readonly #options: EngineOptions;
  readonly #recorder: Recorder;
  readonly #hosts: HostPool;
  readonly #placement: Placement;
  readonly #turns = new RunTurns();
  readonly #wakes = new WakeTimers((key) => void this.#wakeUp(key));
  readonly #deaths = new Map<number, number>();
  #lastTrouble: HostState["lastTrouble"];
  #project: Omit<ProjectState, "dir"> = { loaded: false, problems: [], settings: {} };
  #stopping = false;
  #stopWatching: () => void = () => {};

  constructor(options: EngineOptions) {
    this.#options = options;
    const { db, log } = options;
    this.#hosts = new HostPool({
      host: options.host,
      log,
      hear: (host, message) => this.#hear(host, message),
      lost: (host, how) => void this.#moveRuns(host, how),
    });
    this.#placement = new Placement({
      db,
      log,
      hosts: this.#hosts,
      turns: this.#turns,
      dirsFor: (run) => options.directories.dirsFor(run),
      placed: (key) => this.#changed(key),
      spare: (host) => this.#letGo(host),
    });
    this.#recorder = new Recorder({
      db,
      log,
      liveRun: (key, take) => {
        const live = this.#hosts.find(key)?.live;
        return live?.take === take ? live : undefined;
      },
      recorded: (touched, ended) => this.#recorded(touched, ended),
    });
  }

  async start(): Promise<void> {
    this.#placement.goOn(await findCutOffRuns(this.#options.db));
    for (const { key, wakeAt } of await findWakeTimes(this.#options.db)) this.#wakes.set(key, wakeAt);
    this.#hosts.startShared();
    const { host, log, dev } = this.#options;
    const unwatch = dev
      ? watchProject(host.projectDir, log, () => this.#hosts.shared?.process.send({ type: "reload" }))
      : () => {};
    const stopWatching = watchHosts({ hosts: () => this.#hosts.all(), overdue: (each, key) => this.#overdue(each, key) });
    this.#stopWatching = () => {
      unwatch();
      stopWatching();
    };
  }

  /** Ends the hosts and writes down what they said last. Runs that were not done stay as they are, to go on at the next start. */
  async stop(): Promise<void> {
    this.#stopping = true;
    this.#stopWatching();
    this.#wakes.close();
    await this.#hosts.stop(stopWithinMs);
    await this.#placement.stop();
    await this.#recorder.drain();
    await markStopped(this.#options.db);
  }

  wake(): void {
    this.#placement.wake();
  }

  host(): HostState {
    return { ...this.#hosts.state(), ...(this.#lastTrouble ? { lastTrouble: this.#lastTrouble } : {}) };
  }

  project(): ProjectState {
    return { dir: this.#options.host.projectDir, ...this.#project };
  }

  inTurn<Result>(key: number, work: () => Promise<Result>): Promise<Result> {
    return this.#turns.take(key, work);
  }

  cancel(key: number): Promise<boolean> {
    return this.#turns.take(key, async () => {
      const end = { is: "run-end", status: "cancelled", at: Date.now() } as const;
      const held = await this.#recordHeld(key, end);
      if (held) held.host.process.send({ type: "end", key, take: held.live.take, ending: "cancelled" });
      const done = held !== undefined || (await endUnheldRun(this.#options.db, key, end));
      this.#options.directories.settled(key);
      this.#changed(key);
      return done;
    });
  }

  answer(key: number, n: number, output: string): Promise<boolean> {
    return this.#turns.take(key, async () => {
      const end = { is: "end", n, at: Date.now(), status: "completed", output, preview: output.slice(0, 160) } as const;
      const held = await this.#recordHeld(key, end);
      if (held) held.host.process.send({ type: "answer", key, take: held.live.take, n, output });
      else if (!(await answerUnheld(this.#options.db, key, end))) return false;
      else this.#goOn(key);
      return true;
    });
  }

  /**
   * Records the console's own word about a run a host has in hand, in order behind what the host said. Nothing if none has
   * it, or if what the host said before was that the run has ended or waits: then the rows are the truth.
   */
  async #recordHeld(key: number, body: RunEnd | StepEnd): Promise<(HeldRun & { host: Host }) | undefined> {
    const held = this.#hosts.find(key);
    return held && (await this.#record(held.live, body)) ? held : undefined;
  }

  async #wakeUp(key: number): Promise<void> {
    const { log, db } = this.#options;
    const waited = await persist(log, `Waking run ${key}`, () => this.#turns.take(key, () => resumeRun(db, key)));
    if (waited) this.#goOn(key);
  }

  /** A run that waited may be taken up again. */
  #goOn(key: number): void {
    this.#wakes.clear(key);
    this.#placement.goOn([key]);
    this.#changed(key);
  }

  #hear(host: Host, message: FromHost): void {
    if (message.type === "reports") {
      const durable = (): void => host.process.send({ type: "durable", upTo: message.upTo });
      this.#recorder.deliver({ reports: message.reports, durable });
    } else if (message.type === "trouble") this.#trouble(message.message);
    else if (message.type === "project") void this.#opened(host, message);
  }

  async #opened(host: Host, { agents, problems, concurrency, settings }: Extract<FromHost, { type: "project" }>): Promise<void> {
    if (host.only === undefined) {
      const { db, log } = this.#options;
      await persist(log, "Writing down the project's agents", () => registerProject(db, agents, Date.now()));
      // A host shares its process with agents: what it says is checked like any other word from outside.
      this.#project = { loaded: true, problems, settings: projectSettings.catch({}).parse(settings) };
      this.#placement.allow(this.#options.concurrency ?? concurrency ?? defaultConcurrency);
    }
    host.ready = true;
    this.#options.live.publish("agents");
    this.wake();
  }

  #recorded(touched: LiveRun[], ended: LiveRun[]): void {
    for (const live of ended) {
      this.#forget(live.key);
      this.#options.directories.settled(live.key, live.ofDataset);
      this.#options.live.publish(statusTopic(live.key));
    }
    const putDown = touched.filter((live) => live.putDown && this.#hosts.find(live.key)?.live === live);
    for (const live of putDown) this.#release(live);
    for (const live of touched) this.#options.live.publish(runTopic(live.key));
    if (ended.length === 0 && putDown.length === 0) return;
    this.#options.live.publish("runs");
    this.wake();
  }

  #release({ key, putDown }: LiveRun): void {
    this.#forget(key);
    this.#options.live.publish(statusTopic(key));
    if (putDown?.goesOn) this.#goOn(key);
    else if (putDown?.wakeAt !== undefined) this.#wakes.set(key, putDown.wakeAt);
  }

  #forget(key: number): void {
    this.#deaths.delete(key);
    const host = this.#hosts.find(key)?.host;
    host?.runs.delete(key);
    if (host && host.only !== undefined) this.#letGo(host);
  }

  /** A host of one run's own has nothing more to do. */
  #letGo(host: Host): void {
    host.done = true;
    void host.process.stop(stopWithinMs);
  }

  #changed(key: number): void {
    this.#options.live.publish(runTopic(key));
    this.#options.live.publish(statusTopic(key));
    this.#options.live.publish("runs");
  }

  #trouble(message: string): void {
    this.#lastTrouble = { at: Date.now(), message };
    this.#options.log.warn(`agent host: ${message}`);
    this.#options.live.publish("host");
  }

  /** A host is gone. What it said last is recorded first, then its runs go on from there, elsewhere. */
  async #moveRuns(host: Host, how: string): Promise<void> {
    if (!this.#stopping && !host.done) this.#trouble(`The agent host ended (${how}); ${host.runs.size} runs go on in a new one.`);
    await this.#recorder.drain();
    this.#hosts.remove(host);
    if (this.#stopping) return;
    const guilty = host.process.stalledIn();
    // A host of its own that died before it took its run died of it all the same.
    const never = host.only !== undefined && !host.done && !host.runs.has(host.only) ? [host.only] : [];
    const left = [...host.runs].filter(([, { live }]) => !live.ended && !live.putDown).map(([key]) => key);
    for (const key of [...left, ...never]) await this.#moveRun(key, guilty, how);
    this.wake();
  }

  async #moveRun(key: number, guilty: number | undefined, how: string): Promise<void> {
    const deaths = (this.#deaths.get(key) ?? 0) + (guilty === undefined || guilty === key ? 1 : 0);
    this.#deaths.set(key, deaths);
    const { place } = afterHostDeath(deaths);
    if (place !== "nowhere") this.#placement.goOn([key], place === "alone");
    else {
      const message = `The process this run had to itself ended too (${how}). What ran last is where to look; a step's code must not end or exhaust its process.`;
      const { db, log } = this.#options;
      const end = { status: "error", at: Date.now(), error: { code: "HOST_DIED", message } } as const;
      await persist(log, `Ending run ${key}`, () => this.#turns.take(key, () => endUnheldRun(db, key, end)));
      this.#deaths.delete(key);
      this.#options.directories.settled(key);
      this.#changed(key);
    }
  }

  /** A run 5 s past its deadline whose host did nothing about it: it has timed out, and the host with it. */
  #overdue(host: Host, key: number): void {
    const run = host.runs.get(key);
    if (!run || this.#recorder.held) return;
    const guilty = host.process.stalledIn();
    if (guilty === undefined || guilty === key) {
      const message = "The run did not end by its deadline, and did not let its process answer.";
      void this.#record(run.live, { is: "run-end", status: "timeout", at: Date.now(), error: { code: "TIMEOUT", message } });
    }
    host.process.kill(`run ${run.live.id} was 5 s past its deadline and the process did not answer`);
  }

  /** Records something of a run in order behind what its host said so far; false if that made it too late. */
  #record(live: LiveRun, body: RunEnd | StepEnd): Promise<boolean> {
    return new Promise((resolve) => {
      this.#recorder.deliver({ reports: [{ key: live.key, take: live.take, ...body }], durable: resolve });
    });
  }
}
