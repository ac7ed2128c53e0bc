import type { EnginePort, HostState, ProjectState } from "@/server/context";
import type { FromHost } from "@/server/domain/host-protocol";
import type { LiveText } from "@/server/domain/live-text";
import { runTopic, statusTopic } from "@/server/live/bus";
import { findCutOffRuns, findWakeTimes } from "@/server/runs/find-work";
import { isLive } from "@/server/runs/is-live";
import { addText, forgetTexts, type LiveRun } from "@/server/runs/live-run";
import { markStopped } from "@/server/runs/mark-stopped";
import { resumeRun } from "@/server/runs/resume-run";
import { ChildRuns } from "./child-runs";
import { DatasetRunner } from "./dataset-runner";
import type { Host } from "./host";
import { defaultConcurrency, type EngineOptions } from "./engine-options";
import { HostPool } from "./host-pool";
import { openProject, noProject } from "./open-project";
import { Placement } from "./placement";
import { persist } from "./persist";
import { Recorder } from "./recorder";
import { ownProcess, WorkDirs } from "./own-process";
import { RunDeeds } from "./run-deeds";
import { RunMover } from "./run-mover";
import { RunTurns } from "./run-turns";
import { WakeTimers } from "./wake-timers";
import { longestSilenceMs, watchHosts } from "./watch-hosts";
import { watchProject } from "./watch-project";

const stopWithinMs = 2000;
/** What a run does after its end, in `onEnd`, has this long where its process ends with it. */
const letGoWithinMs = 10_000;

/** Decides what runs when and where: places runs on hosts, and takes up again those that were cut off. */
export class Engine implements EnginePort {
  readonly #options: EngineOptions;
  readonly #recorder: Recorder;
  readonly #hosts: HostPool;
  readonly #placement: Placement;
  readonly #turns = new RunTurns();
  readonly #workDirs: WorkDirs;
  readonly #children: ChildRuns;
  readonly datasetRuns: DatasetRunner;
  readonly #mover: RunMover;
  readonly #deeds: RunDeeds;
  readonly #wakes = new WakeTimers((key) => void this.#wakeUp(key));
  #lastTrouble: HostState["lastTrouble"];
  #project = noProject;
  #stopping = false;
  #stopWatching: () => void = () => {};

  constructor(options: EngineOptions) {
    this.#options = options;
    const { db, log, live: bus, directories, texts, surveys, traces, version, setup, disk, drawings } = options;
    const ctx = { db, live: bus, engine: this, directories, texts, surveys, traces, version, setup, disk, drawings };
    this.#workDirs = new WorkDirs(options.dataDir, log);
    this.#hosts = new HostPool({
      host: options.host,
      log,
      hear: (host, message) => this.#hear(host, message),
      lost: (host, how) => void this.#lost(host, how),
    });
    this.#placement = new Placement({
      db,
      log,
      hosts: this.#hosts,
      turns: this.#turns,
      ownProcess: (runId, isolation) => ownProcess(options.host, this.#workDirs.of(runId), isolation),
      dirsFor: (run) => options.directories.dirsFor(run),
      nextItems: (places, but) => this.datasetRuns.nextItems(places, but),
      placed: (key) => {
        this.#changed(key);
        this.datasetRuns.placed(key);
      },
      spare: (host) => this.#letGo(host),
    });
    this.#mover = new RunMover({
      hosts: this.#hosts,
      placement: this.#placement,
      drain: () => this.#recorder.drain(),
      end: async (key, end) => {
        await persist(log, `Ending run ${key}`, () => this.#deeds.end(key, end));
      },
    });
    this.#children = new ChildRuns({
      ctx,
      log,
      find: (key) => this.#hosts.find(key),
      endStep: (key, end) => this.#deeds.endStep(key, end),
      cancel: (key) => this.cancel(key),
      place: (key) => this.#placement.goOn([key]),
      resume: (key) => this.#wakeUp(key),
    });
    this.datasetRuns = new DatasetRunner({ ctx, log, host: options.host });
    this.#recorder = new Recorder({
      db,
      log,
      liveRun: (key, take) => this.#hosts.liveRun(key, take),
      ending: () => this.#placement.wake(),
      recorded: (touched, ended) => this.#recorded(touched, ended),
    });
    this.#deeds = new RunDeeds({
      db,
      hosts: this.#hosts,
      recorder: this.#recorder,
      turns: this.#turns,
      goOn: (key) => this.#goOn(key),
      changed: (key) => this.#changed(key),
      ended: (key, runId) => {
        options.settled(key);
        this.datasetRuns.ended([key]);
        void this.#children.tell(key);
        void this.#children.cancelOf(runId);
        if (!this.#hosts.alone().some((host) => host.only === key)) void this.#workDirs.remove(runId);
      },
    });
  }

  async start(): Promise<void> {
    this.#placement.goOn(await findCutOffRuns(this.#options.db));
    for (const { key, wakeAt } of await findWakeTimes(this.#options.db)) this.#wakes.set(key, wakeAt);
    await this.#children.tidyUp();
    await this.datasetRuns.start();
    await this.#workDirs.removeAllBut((runId) => isLive(this.#options.db, runId));
    this.#hosts.startShared();
    const { host, log, dev, silenceMs } = this.#options;
    const unwatch = dev
      ? watchProject(host.projectDir, log, () => {
          this.#hosts.shared?.process.send({ type: "reload" });
          this.datasetRuns.reload();
        })
      : () => {};
    const stopWatching = watchHosts({
      hosts: () => this.#hosts.all(),
      silenceMs: silenceMs ?? longestSilenceMs,
      overdue: (each, key) => {
        if (!this.#recorder.held) this.#deeds.timeOut(each, key);
      },
    });
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
    this.#children.stop();
    await this.datasetRuns.stop(stopWithinMs);
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

  isSet(variable: string): boolean {
    return Boolean(this.#options.host.env[variable]);
  }

  texts(key: number): ReadonlyMap<number, LiveText> {
    return this.#hosts.find(key)?.live.texts ?? new Map();
  }

  inTurn<Result>(key: number, work: () => Promise<Result>): Promise<Result> {
    return this.#turns.take(key, work);
  }

  cancel(key: number): Promise<boolean> {
    return this.#deeds.cancel(key);
  }

  answer(key: number, n: number, output: string): Promise<boolean> {
    const preview = output.slice(0, 160);
    return this.#deeds.endStep(key, { is: "end", n, at: Date.now(), status: "completed", output, preview });
  }

  async #wakeUp(key: number): Promise<void> {
    const { log, db } = this.#options;
    const waited = await persist(log, `Waking run ${key}`, () => this.#turns.take(key, () => resumeRun(db, key)));
    if (waited) this.#goOn(key);
  }

  /** A run that waited may be taken up again. */
  #goOn(key: number): void {
    this.#wakes.clear(key);
    this.datasetRuns.goesOn(key);
    this.#placement.goOn([key]);
    this.#changed(key);
    void this.#children.tell(key);
  }

  #hear(host: Host, message: FromHost): void {
    if (message.type === "reports") {
      const durable = (): void => host.process.send({ type: "durable", upTo: message.upTo });
      this.#recorder.deliver({ reports: message.reports, durable });
    } else if (message.type === "start-child") {
      const held = host.runs.get(message.key);
      if (held?.live.take === message.take) void this.#children.start(message.key, message.n, message.start);
    } else if (message.type === "text") this.#tellText(host, message);
    else if (message.type === "trouble") this.#trouble(message.message);
    else if (message.type === "warning") this.#options.log.warn(message.message);
    else if (message.type === "project") void this.#opened(host, message);
  }

  /** Text of a step on its way: those who watch see it come; what is recorded comes with the step's end. */
  #tellText(host: Host, { key, take, n, text }: Extract<FromHost, { type: "text" }>): void {
    const live = host.runs.get(key)?.live;
    if (live?.take !== take || live.ended) return;
    addText(live, n, text);
    this.#options.live.publish(runTopic(key));
  }

  async #opened(host: Host, message: Extract<FromHost, { type: "project" }>): Promise<void> {
    if (host.only === undefined) {
      const { db, log } = this.#options;
      this.#project = await openProject(db, log, message, (variable) => this.isSet(variable));
      const apart = message.agents.flatMap(({ id, isolation }) => (isolation ? [id] : []));
      this.#placement.allow(this.#options.concurrency ?? message.concurrency ?? defaultConcurrency, apart);
    }
    host.ready = true;
    this.#options.live.publish("agents");
    this.wake();
  }

  #recorded(touched: LiveRun[], ended: LiveRun[]): void {
    this.datasetRuns.ended(ended.map((live) => live.key));
    for (const live of ended) {
      this.#forget(live.key);
      this.#options.settled(live.key, live.ofDataset);
      this.#options.live.publish(statusTopic(live.key));
      if (live.isChild) void this.#children.tell(live.key);
      if (live.leftChildren) void this.#children.cancelOf(live.id);
    }
    const putDown = touched.filter((live) => live.putDown && this.#hosts.find(live.key)?.live === live);
    for (const live of putDown) this.#release(live);
    for (const live of touched) {
      forgetTexts(live);
      this.#options.live.publish(runTopic(live.key));
    }
    if (ended.length === 0 && putDown.length === 0) return;
    this.#options.live.publish("runs");
    this.wake();
  }

  #release({ key, putDown, isChild, childSteps }: LiveRun): void {
    this.#forget(key);
    this.#options.live.publish(statusTopic(key));
    if (putDown?.goesOn) return this.#goOn(key);
    this.datasetRuns.waits(key);
    if (putDown?.wakeAt !== undefined) this.#wakes.set(key, putDown.wakeAt);
    if (isChild) void this.#children.tell(key);
    if (childSteps.size > 0) void this.#children.lookAfter(key);
  }

  #forget(key: number): void {
    this.#mover.forget(key);
    const host = this.#hosts.find(key)?.host;
    host?.runs.delete(key);
    if (host && host.only !== undefined) this.#letGo(host);
  }

  /** A host of one run's own has nothing more to do. */
  #letGo(host: Host): void {
    host.done = true;
    void host.process.stop(letGoWithinMs);
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

  /** A host is gone; its runs go on in another. */
  async #lost(host: Host, how: string): Promise<void> {
    if (!this.#stopping && !host.done) this.#trouble(`The agent host ended (${how}); ${host.runs.size} runs go on in a new one.`);
    await this.#mover.moveFrom(host, how, () => this.#stopping);
    if (host.only !== undefined && !this.#stopping) await this.#workDirs.removeOf(this.#options.db, host.only);
  }
}
