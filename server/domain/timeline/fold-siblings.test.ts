import fc from "fast-check";
import { describe, expect, it } from "vitest";
import type { StepStatus } from "../step-kind";
import { baseName, foldSiblings, type Sibling } from "./fold-siblings";

const sibling = (ordinal: number, name: string, status: StepStatus = "completed", more: Partial<Sibling> = {}): Sibling => ({
  ordinal,
  name,
  kind: "tool",
  status,
  startedAt: ordinal * 10,
  ...(status === "running" || status === "waiting" ? {} : { endedAt: ordinal * 10 + 5 }),
  ...more,
});
const said = (children: Sibling[]): string[] =>
  foldSiblings(children).map((part) =>
    part.type === "step" ? `${part.from}` : `${part.type} ${part.from}-${part.to} ${part.name} ⚠${part.failures}`,
  );

const anyStatus = fc.constantFrom<StepStatus>("running", "waiting", "completed", "error", "timeout", "cancelled", "reused");
const bag = fc
  .array(fc.tuple(fc.constantFrom("a", "b", "iter_1", "iter_2"), anyStatus, fc.nat(3), fc.constantFrom("tool", "model")), {
    maxLength: 40,
  })
  .map((given) => {
    let ordinal = -1;
    return given.map(([name, status, skip, kind]) =>
      sibling((ordinal += skip === 3 ? 2 : 1), name, status, { kind: kind as "tool" }),
    );
  });

describe("foldSiblings", () => {
  it("has each child in exactly one part, in order, and counts what asks for attention", () => {
    fc.assert(
      fc.property(bag, (children) => {
        const parts = foldSiblings(children);
        const members = parts.map((part) => children.filter(({ ordinal }) => ordinal >= part.from && ordinal < part.to));
        expect(members.flat()).toEqual(children);
        for (const [at, part] of parts.entries()) {
          const own = members[at] ?? [];
          expect(own).toHaveLength(part.to - part.from);
          if (part.type === "step") continue;
          expect(own.length).toBeGreaterThan(1);
          expect(part.failures).toBe(own.filter(({ status }) => status === "error" || status === "timeout").length);
          expect(part.open).toBe(own.filter(({ status }) => status === "running" || status === "waiting").length);
          expect(new Set(own.map(({ kind }) => kind)).size).toBe(1);
          expect(part.endedAt === undefined).toBe(part.open > 0);
          if (part.type === "retries")
            expect(own.slice(0, -1).every(({ status }) => status === "error" || status === "timeout")).toBe(true);
          else expect(own.length).toBeGreaterThan(5);
        }
      }),
    );
  });

  it("folds tries in vain with the one that came through", () => {
    expect(
      said([
        sibling(0, "plan"),
        sibling(1, "search", "error"),
        sibling(2, "search", "timeout"),
        sibling(3, "search"),
        sibling(4, "search"),
      ]),
    ).toEqual(["0", "retries 1-4 search ⚠2", "4"]);
  });

  it("takes those that ran side by side for no retries, nor the turns of a loop", () => {
    expect(said([sibling(0, "search", "error"), sibling(1, "search", "completed", { startedAt: 2 })])).toEqual(["0", "1"]);
    expect(said([sibling(0, "iter_0", "error"), sibling(1, "iter_1", "completed")])).toEqual(["0", "1"]);
  });

  it("folds more than five of a kind, and no fewer", () => {
    const like = (count: number) =>
      Array.from({ length: count }, (_, at) => sibling(at, `iter_${at}`, at === 2 ? "error" : "completed"));
    expect(said(like(5))).toEqual(["0", "1", "2", "3", "4"]);
    expect(said(like(200))).toEqual(["alike 0-200 iter ⚠1"]);
  });

  it("folds ten tries of one thing as tries", () => {
    expect(said(Array.from({ length: 10 }, (_, at) => sibling(at, "call", "error")))).toEqual(["retries 0-10 call ⚠10"]);
  });

  it("leaves alone what has something unknown in between", () => {
    const like = Array.from({ length: 10 }, (_, at) => sibling(at < 5 ? at : at + 1, "fetch"));
    expect(said(like)).toHaveLength(10);
  });
});

describe("baseName", () => {
  it("is the name without its turn", () => {
    expect(["iter_3", "page_12", "_7", "gpt-4"].map((name) => baseName({ name }))).toEqual(["iter", "page", "_7", "gpt-4"]);
  });
});
