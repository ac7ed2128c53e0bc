import { formatClock, formatDuration } from "@/server/domain/format";
import type { Json } from "@/server/domain/json";
import type { RunEvent } from "@/server/domain/run-event";
import { plainLine, type Terminal } from "./terminal";

const framesMs = 100;
const frames = ["⠋", "⠙", "⠹", "⠸", "⠼", "⠴", "⠦", "⠧", "⠇", "⠏"];
const longestNote = 300;

/** How a run is getting on: one line that changes on a terminal, a line for each begin and end elsewhere. */
export class Progress {
  readonly #terminal: Terminal;
  readonly #timer: NodeJS.Timeout | undefined;
  readonly #open = new Map<string, string>();
  #startedAt = Date.now();
  #ended = 0;
  #frame = 0;

  constructor(terminal: Terminal) {
    this.#terminal = terminal;
    if (terminal.isLive) this.#timer = setInterval(() => this.#draw(), framesMs);
  }

  hear(event: RunEvent): void {
    this.#count(event);
    const line = lineOf(event);
    // On a terminal what comes and goes is in the live line; what stays is what was said and what went wrong.
    if (line !== undefined && (!this.#terminal.isLive || isNote(event) || event.data["success"] === false))
      this.#terminal.say(line);
  }

  stop(): void {
    clearInterval(this.#timer);
  }

  #count({ type, stepId = "", path = "", timestamp }: RunEvent): void {
    if (type === "RUN_STARTED") this.#startedAt = timestamp;
    else if (isBegin(type)) this.#open.set(stepId, path);
    else if (type !== "RUN_ENDED") {
      this.#open.delete(stepId);
      this.#ended++;
    }
  }

  #draw(): void {
    const frame = frames[this.#frame++ % frames.length] ?? "";
    const steps = `${this.#ended} ${this.#ended === 1 ? "step" : "steps"}`;
    const last = [...this.#open.values()].at(-1);
    const clock = formatClock(Date.now() - this.#startedAt);
    this.#terminal.live([`${frame} ${clock}`, steps, ...(last === undefined ? [] : [last])].join("  "));
  }
}

const isBegin = (type: RunEvent["type"]): boolean => type.endsWith("_STARTED") || type === "INPUT_REQUIRED";
const isNote = ({ type }: RunEvent): boolean => type === "PLANNING" || type === "REASONING" || type === "LOG";

const noteWords: Partial<Record<RunEvent["type"], string>> = { PLANNING: "plan", REASONING: "reason", LOG: "log" };

/** Nothing for the run itself, whose begin and end the command tells. */
function lineOf(event: RunEvent): string | undefined {
  const { type, path = "", data } = event;
  if (type === "RUN_STARTED" || type === "RUN_ENDED") return undefined;
  const note = noteWords[type];
  if (note !== undefined) return `${note.padEnd(8)} ${textOf(data["text"]).slice(0, longestNote)}`;
  if (type === "INPUT_REQUIRED") return `asks     ${path}`;
  if (isBegin(type)) return `begins   ${path}`;
  const took = data["durationMs"] ?? data["executionTime"];
  const time = typeof took === "number" ? `  ${formatDuration(took)}` : "";
  const error = data["error"] as { code?: string; message?: string } | undefined;
  const why = error ? `  ${plainLine(`${error.code ?? ""}: ${error.message ?? ""}`)}` : "";
  return `${wordOf(data["status"]).padEnd(8)} ${path}${time}${why}`;
}

function wordOf(status: Json | undefined): string {
  return status === "completed" ? "done" : typeof status === "string" ? status : "done";
}

function textOf(value: Json | undefined): string {
  const text = value !== null && typeof value === "object" && !Array.isArray(value) ? (value["message"] ?? value) : value;
  return plainLine(typeof text === "string" ? text : JSON.stringify(text ?? ""));
}
