import type { Database } from "@/db/database";
import type { Statement } from "@/db/statement";
import { keepArtifact } from "@/server/artifacts/keep-artifact";
import {
  rootStep,
  type Report,
  type RunEnd,
  type RunWait,
  type StepBegin,
  type StepEnd,
  type StepNote,
} from "@/server/domain/host-protocol";
import { encodeName } from "@/server/domain/step-path";
import { hasFailed, type StepStatus } from "@/server/domain/step-kind";
import { wellFormed } from "@/server/domain/well-formed";
import { countKind, countStep, countUsage, type LiveRun } from "./live-run";
import { insertPayloads, keepSharedTexts, type Payload, type SharedText } from "./payload-store";
import { shareText, type SharedRange } from "./share-text";
import { beginStepAgain, endSteps, insertSteps, markSteps, noteFirstTokens, type StepEndRow, type StepRow } from "./step-store";
import { endRuns, putDownRun, resumeRun, updateProgress, type RunEndRow, type RunProgress } from "./store";

/** What a batch of reports comes to: rows, summed up so that one statement writes all of a kind. */
export class Recording {
  readonly #db: Database;
  readonly #begun = new Map<string, StepRow>();
  readonly #ended: StepEndRow[] = [];
  readonly #firstTokens: Parameters<typeof noteFirstTokens>[0] = [];
  readonly #payloads: Payload[] = [];
  readonly #texts: SharedText[] = [];
  readonly #again: Statement[] = [];
  readonly #moves: Statement[] = [];
  readonly #marks: Statement[] = [];
  readonly #artifacts = new Map<string, Statement>();
  readonly #runEnds: (Omit<RunEndRow, keyof RunProgress> & { live: LiveRun })[] = [];
  readonly touched = new Set<LiveRun>();
  readonly ended: LiveRun[] = [];

  constructor(db: Database) {
    this.#db = db;
  }

  /** False for what comes too late: the run has ended, was put down, or the step has ended. */
  add(live: LiveRun, report: Report): boolean {
    if (live.ended || live.putDown) return false;
    if (report.is === "end" && !live.open.has(report.n)) return false;
    this.touched.add(live);
    if (report.is === "begin") this.#begin(live, report);
    else if (report.is === "note") this.#note(live, report);
    else if (report.is === "end") this.#end(live, report);
    else if (report.is === "artifact") this.#artifacts.set(`${live.key}:${report.path}`, keepArtifact(live.key, report));
    else if (report.is === "wait") this.#wait(live, report);
    else this.#endRun(live, report);
    return true;
  }

  /** Every run has a root step, written when it is first taken (`beginRuns` says so of it); one that ends before that gets it then. */
  addRoot(live: LiveRun, inputRef: number | null): void {
    const begin = {
      n: rootStep,
      parent: 0,
      ordinal: 0,
      kind: "agent",
      path: encodeName(live.agentId),
      attempt: 1,
      at: live.startedAt,
    } as const;
    countStep(live, "agent");
    this.#begun.set(`${live.key}:${rootStep}`, {
      ...this.#newRow(live, { is: "begin", ...begin }, "running"),
      parent: null,
      inputRef,
    });
  }

  statements(): Statement[] {
    const statements = [...insertPayloads(this.#payloads), ...keepSharedTexts(this.#texts)];
    if (this.#begun.size > 0) statements.push(insertSteps([...this.#begun.values()]));
    statements.push(...this.#again, ...this.#artifacts.values());
    if (this.#ended.length > 0) statements.push(endSteps(this.#ended));
    if (this.#firstTokens.length > 0) statements.push(noteFirstTokens(this.#firstTokens));
    const now = Date.now();
    const goingOn = [...this.touched].filter((live) => !live.ended).map((live) => progressOf(live, now));
    if (goingOn.length > 0) statements.push(updateProgress(goingOn));
    statements.push(...this.#moves);
    if (this.#runEnds.length > 0)
      statements.push(endRuns(this.#runEnds.map(({ live, ...end }) => ({ ...end, ...progressOf(live, now) }))));
    statements.push(...this.#marks);
    return statements;
  }

  #begin(live: LiveRun, begin: StepBegin): void {
    live.open.set(begin.n, { startedAt: begin.at });
    if (begin.kind === "agent") live.childSteps.add(begin.n);
    if (begin.again) {
      // A step taken over as not yet begun is there as a row; what it does counts from now.
      if (begin.attempt === 1) countKind(live, begin.kind);
      const inputRef = begin.attempt === 1 ? this.#keep(begin.input, begin.shared) : null;
      this.#again.push(
        beginStepAgain({
          runKey: live.key,
          n: begin.n,
          attempt: begin.attempt,
          startedAt: begin.at,
          inputRef,
          status: begin.kind === "input" ? "waiting" : "running",
        }),
      );
      return;
    }
    countStep(live, begin.kind);
    this.#begun.set(`${live.key}:${begin.n}`, this.#newRow(live, begin, begin.kind === "input" ? "waiting" : "running"));
  }

  #note(live: LiveRun, note: StepNote): void {
    countStep(live, note.kind);
    const row = this.#newRow(live, note, "completed");
    row.endedAt = note.at;
    row.endedSeq = row.begunSeq;
    row.preview = wellFormed(note.preview);
    row.outputRef = this.#keep(note.output);
    this.#begun.set(`${live.key}:${note.n}`, row);
  }

  #newRow(live: LiveRun, begin: StepBegin | StepNote, status: StepStatus): StepRow {
    return {
      runKey: live.key,
      n: begin.n,
      parent: begin.parent,
      ordinal: begin.ordinal,
      kind: begin.kind,
      path: begin.path,
      status,
      attempt: begin.attempt,
      startedAt: begin.at,
      endedAt: null,
      begunSeq: ++live.lastSeq,
      endedSeq: null,
      fingerprint: begin.fingerprint ?? null,
      preview: null,
      error: null,
      usage: null,
      attributes: begin.attributes ?? null,
      inputRef: this.#keep(begin.input, begin.is === "begin" ? begin.shared : []),
      outputRef: null,
    };
  }

  #end(live: LiveRun, end: StepEnd): void {
    if (!live.open.delete(end.n)) return;
    live.childSteps.delete(end.n);
    if (hasFailed(end.status) && !end.passedOn) live.counts.errors++;
    if (end.usage) countUsage(live, end.usage);
    const ended = {
      status: end.status,
      endedAt: end.at,
      endedSeq: ++live.lastSeq,
      preview: end.preview === undefined ? null : wellFormed(end.preview),
      error: end.error ? JSON.stringify(end.error) : null,
      usage: end.usage ? JSON.stringify(end.usage) : null,
      outputRef: this.#keep(end.output),
    };
    // Begun in this very batch: one row, written once.
    const begun = this.#begun.get(`${live.key}:${end.n}`);
    if (begun) Object.assign(begun, ended);
    else this.#ended.push({ runKey: live.key, n: end.n, ...ended });
    if (end.firstTokenMs !== undefined) this.#firstTokens.push({ runKey: live.key, n: end.n, firstTokenMs: end.firstTokenMs });
  }

  /** An answer may have been recorded while the host was putting the run down: then it goes on at once. */
  #wait(live: LiveRun, { inputs, wakeAt }: RunWait): void {
    const goesOn = inputs.some((n) => !live.open.has(n));
    live.putDown = { goesOn, wakeAt };
    this.#moves.push(goesOn ? resumeRun(live.key) : putDownRun(live.key, wakeAt ?? null));
  }

  #endRun(live: LiveRun, end: RunEnd): void {
    live.leftChildren = live.childSteps.size > 0;
    const leftOpen = [...live.open].filter(([n]) => n !== rootStep).toSorted(([a], [b]) => b - a);
    const status = end.status === "timeout" ? "timeout" : "cancelled";
    for (const [n, { startedAt }] of leftOpen)
      this.#end(live, { is: "end", n, at: Math.max(startedAt, end.at), status, passedOn: true });
    const result = this.#keep(end.result);
    const { error, passedOn, preview } = end;
    const at = Math.max(live.startedAt, end.at);
    const failed = end.status === "error" || end.status === "timeout";
    this.#end(live, {
      is: "end",
      n: rootStep,
      at,
      status: end.status,
      passedOn: failed ? passedOn === true : true,
      ...(preview === undefined ? {} : { preview }),
      ...(error ? { error } : {}),
    });
    const root = this.#begun.get(`${live.key}:${rootStep}`) ?? this.#ended.at(-1);
    if (root) root.outputRef = result;
    this.#runEnds.push({
      live,
      status: end.status,
      endedAt: at,
      error: error ? JSON.stringify(error) : null,
      resultType: result === null ? null : (end.resultType ?? "json"),
      resultRef: result,
    });
    if (end.unreached) this.#marks.push(markSteps(live.key, end.unreached, "unreached", true));
    live.ended = true;
    live.ending = end.status;
    this.ended.push(live);
  }

  #keep(text: string | undefined, shared: SharedRange[] = []): number | null {
    if (text === undefined) return null;
    const id = this.#db.nextPayloadId();
    if (shared.length === 0) this.#payloads.push({ id, body: text, shared: 0 });
    else {
      const { body, texts } = shareText(text, shared);
      this.#payloads.push({ id, body, shared: 1 });
      this.#texts.push(...texts);
    }
    return id;
  }
}

function progressOf(live: LiveRun, now: number): RunProgress {
  const { key, lastSeq, counts, usage } = live;
  return { key, lastSeq, counts, usage, workedMs: live.workedBefore + Math.max(0, now - live.takenAt) };
}
