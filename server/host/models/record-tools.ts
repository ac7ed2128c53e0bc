import type { ToolExecutionOptions, ToolSet } from "ai";
import type { Scope } from "../running-run";
import { runStep } from "../run-step";

type Execute = (input: unknown, options: ToolExecutionOptions) => unknown;

/** The same tools, each call of them a step under the model call that asked for it. Tools without `execute` stay as they are. */
export function recordTools<Tools extends ToolSet>(here: () => Scope, tools: Tools): Tools {
  return Object.fromEntries(
    Object.entries(tools).map(([name, tool]) => {
      const execute = tool.execute?.bind(tool) as Execute | undefined;
      if (!execute) return [name, tool];
      // The AI SDK looks at what `execute` returns, at once: one that streams must stay one that streams.
      const streams = tool.execute?.constructor.name === "AsyncGeneratorFunction";
      const recorded = streams ? streamTool(here, name, execute) : callTool(here, name, execute);
      return [name, { ...tool, execute: recorded }];
    }),
  ) as Tools;
}

function parentOf(here: Scope, { toolCallId }: ToolExecutionOptions): Scope {
  return here.run.asked.take(toolCallId, here) ?? here;
}

function callTool(here: () => Scope, name: string, execute: Execute): Execute {
  return (input, options) =>
    runStep(parentOf(here(), options), name, { kind: "tool", input }, async (given: unknown, { signal }) => {
      const result = await execute(given, { ...options, abortSignal: joined(signal, options) });
      if (!isIterable(result)) return result;
      let last: unknown;
      for await (const output of result) last = output;
      return last;
    });
}

/** What comes on the way is passed on as it comes; recorded, and answered on replay, is the last. */
function streamTool(here: () => Scope, name: string, execute: Execute): Execute {
  return async function* (input, options) {
    const parent = parentOf(here(), options);
    const outputs: unknown[] = [];
    let stir: () => void = () => {};
    const whole = runStep(parent, name, { kind: "tool", input }, async (given: unknown, { signal }) => {
      let last: unknown;
      for await (const output of execute(given, { ...options, abortSignal: joined(signal, options) }) as AsyncIterable<unknown>) {
        last = output;
        outputs.push(output);
        stir();
      }
      return last;
    });
    const settled = whole.then(
      () => "settled" as const,
      () => "settled" as const,
    );
    let passed = 0;
    for (;;) {
      const stirred = new Promise<void>((resolve) => (stir = resolve));
      for (; passed < outputs.length; passed++) yield outputs[passed];
      if ((await Promise.race([settled, stirred])) === "settled" && passed === outputs.length) break;
    }
    const last = await whole;
    // Answered from the record: nothing came on the way.
    if (passed === 0) yield last;
  };
}

function joined(signal: AbortSignal, { abortSignal }: ToolExecutionOptions): AbortSignal {
  return abortSignal ? AbortSignal.any([signal, abortSignal]) : signal;
}

function isIterable(value: unknown): value is AsyncIterable<unknown> {
  return typeof value === "object" && value !== null && Symbol.asyncIterator in value;
}
