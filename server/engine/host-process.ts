import { fork, type ChildProcess } from "node:child_process";
import type { Readable } from "node:stream";
import type { FromHost, ToHost } from "@/server/domain/host-protocol";
import { stallNotice, type StallNotice } from "@/server/domain/stall-notice";
import type { Log } from "@/server/log";
import { isFromHost } from "./check-message";
import { splitLines } from "./split-lines";

export type HostOptions = {
  file: string;
  projectDir: string;
  buildDir: string;
  env: NodeJS.ProcessEnv;
  dev?: boolean;
  /** Where it is started, if not in the project. */
  workDir?: string;
  memoryMb?: number;
  log: Log;
};

export type HostEvents = {
  message: (message: FromHost) => void;
  /** Once, however it ended. `how` says it in words for people. */
  gone: (how: string) => void;
};

const lastWordsMs = 100;

/** One child process that loads the project and runs agents. It may hang, crash or exit at any moment: we only watch. */
export class HostProcess {
  readonly pid: number | undefined;
  readonly #child: ChildProcess;
  readonly #log: Log;
  #heardAt = performance.now();
  #stall: StallNotice | undefined;
  #gone = false;
  #outOfMemory = false;
  #endedBecause: string | undefined;

  constructor(options: HostOptions, events: HostEvents) {
    this.#log = options.log;
    this.#child = fork(options.file, [], {
      cwd: options.workDir ?? options.projectDir,
      serialization: "advanced",
      stdio: ["ignore", "pipe", "pipe", "ipc", "pipe"],
      env: {
        ...options.env,
        TRACKSIDE_HOST_PROJECT: options.projectDir,
        TRACKSIDE_HOST_BUILD: options.buildDir,
        TRACKSIDE_HOST_DEV: options.dev ? "1" : "",
      },
      execArgv: options.memoryMb === undefined ? [] : [`--max-old-space-size=${options.memoryMb}`],
    });
    this.pid = this.#child.pid;
    this.#child.on("message", (message) => {
      this.#heardAt = performance.now();
      this.#stall = undefined;
      if (this.#gone) return;
      if (isFromHost(message)) events.message(message);
      else this.kill("an agent sent the console what no host says");
    });
    const end = (how: string): void => {
      if (this.#gone) return;
      this.#gone = true;
      const why = this.#outOfMemory ? "it ran out of memory" : how;
      events.gone(this.#endedBecause ?? why);
    };
    this.#child.on("exit", (code, signal) => {
      const told = (): void => end(signal ? `it was ended by ${signal}` : `it exited with code ${code}`);
      // What it said last may say why; a child of its own may hold the pipe open, so not for long.
      this.#child.once("close", told);
      setTimeout(told, lastWordsMs);
    });
    this.#child.on("error", (cause) => end(`it could not be started: ${cause.message}`));
    this.#forwardOutput();
  }

  send(message: ToHost): void {
    // A host that is going away hears no more; its end is told by `gone`.
    if (!this.#gone && this.#child.connected) this.#child.send(message, () => {});
  }

  silentMs(): number {
    return performance.now() - this.#heardAt;
  }

  /** After the machine slept, or we ourselves were held up: silence so far proves nothing. */
  forgiveSilence(): void {
    this.#heardAt = performance.now();
  }

  /** The run its main thread was last seen spinning in, by its own watcher. */
  stalledIn(): number | undefined {
    return this.#stall?.key;
  }

  kill(because?: string): void {
    this.#endedBecause ??= because;
    this.#child.kill("SIGKILL");
  }

  /** Lets it finish what it has to say, then ends it. */
  async stop(withinMs: number): Promise<void> {
    // It may have exited, and its last words not be read yet.
    if (this.#gone || this.#child.exitCode !== null || this.#child.signalCode !== null) return;
    const gone = new Promise<void>((resolve) => this.#child.once("exit", () => resolve()));
    this.send({ type: "stop" });
    const timer = setTimeout(() => this.kill("it did not stop in time"), withinMs);
    await gone;
    clearTimeout(timer);
  }

  #forwardOutput(): void {
    const [, stdout, stderr, , watcher] = this.#child.stdio;
    for (const stream of [stdout, stderr])
      if (stream)
        splitLines(stream, (line) => {
          if (line.includes("heap out of memory")) this.#outOfMemory = true;
          this.#log.info(`agent: ${line.slice(0, 2000)}`);
        });
    if (watcher)
      splitLines(watcher as Readable, (line) => {
        this.#stall = stallNotice.safeParse(line).data;
      });
  }
}
