import { appendFile, mkdir, readFile, rename, writeFile } from "node:fs/promises";
import { dirname } from "node:path";
import { messageOf } from "@/server/errors";
import type { Log } from "@/server/log";

const gatherMs = 50;
const mostLines = 5000;

/**
 * Whose directory is not complete yet, written down as it changes: one line a change, many changes a write, so that a run
 * is not kept waiting by it. What a crash takes of the last moments is found by looking at the runs that ended last.
 */
export class UnfinishedRuns {
  readonly #file: string;
  readonly #log: Log;
  readonly #runs = new Set<string>();
  #lines: string[] = [];
  #written = 0;
  #timer: NodeJS.Timeout | undefined;
  #writing: Promise<void> = Promise.resolve();

  constructor(file: string, log: Log) {
    this.#file = file;
    this.#log = log;
  }

  /** What the console before us left. */
  async load(): Promise<string[]> {
    const text = await readFile(this.#file, "utf8").catch(() => "");
    for (const line of text.split("\n")) {
      this.#written++;
      if (line.startsWith("+")) this.#runs.add(line.slice(1));
      else if (line.startsWith("-")) this.#runs.delete(line.slice(1));
    }
    return [...this.#runs];
  }

  add(runId: string): void {
    if (this.#runs.has(runId)) return;
    this.#runs.add(runId);
    this.#note(`+${runId}\n`);
  }

  remove(runId: string): void {
    if (this.#runs.delete(runId)) this.#note(`-${runId}\n`);
  }

  async close(): Promise<void> {
    clearTimeout(this.#timer);
    this.#timer = undefined;
    this.#flush();
    await this.#writing;
  }

  #note(line: string): void {
    this.#lines.push(line);
    this.#timer ??= setTimeout(() => {
      this.#timer = undefined;
      this.#flush();
    }, gatherMs);
  }

  #flush(): void {
    const lines = this.#lines;
    if (lines.length === 0) return;
    this.#lines = [];
    this.#writing = this.#writing
      .then(() => this.#write(lines))
      // A full disk stops no run.
      .catch((cause: unknown) => this.#log.warn(`Unfinished run directories could not be noted: ${messageOf(cause)}`));
  }

  async #write(lines: string[]): Promise<void> {
    await mkdir(dirname(this.#file), { recursive: true });
    this.#written += lines.length;
    if (this.#written < mostLines || this.#written < this.#runs.size * 4) return appendFile(this.#file, lines.join(""));
    const all = [...this.#runs].map((runId) => `+${runId}\n`);
    await writeFile(`${this.#file}~`, all.join(""));
    await rename(`${this.#file}~`, this.#file);
    this.#written = all.length;
  }
}
