import { expect, test } from "vitest";
import { startConsoleProcess, type ConsoleProcess } from "@/server/testing/console-process";
import { makeHome, openingTakesMs } from "@/server/testing/http-console";
import { bodyOf, requestOf, sendBody, type SentSpan } from "@/server/testing/otlp-spans";

const spansOf = (traceId: string): SentSpan[] =>
  [1, 2, 3].map((n) => ({
    traceId,
    spanId: n.toString(16).padStart(16, "0"),
    ...(n === 1 ? {} : { parentSpanId: "0000000000000001" }),
    name: `work ${n}`,
    startTimeUnixNano: `176370000000${n}000000`,
    endTimeUnixNano: `176370000010${n}000000`,
  }));

const at = ({ url }: ConsoleProcess) => ({ get: (path: string, init?: RequestInit) => fetch(url + path, init) });

test(
  "what was acknowledged is there after the console was killed while spans came in",
  async () => {
    const { env, remove } = await makeHome();
    const console = await startConsoleProcess(env);
    const acknowledged: string[] = [];
    let traces = 0;
    const lane = async (): Promise<void> => {
      for (;;) {
        const traceId = (++traces).toString(16).padStart(32, "f");
        const body = bodyOf(requestOf("killed", spansOf(traceId)), "protobuf");
        const answer = await sendBody(at(console), body, "protobuf").catch(() => undefined);
        if (!answer) return;
        if (answer.status === 200) acknowledged.push(traceId);
        if (acknowledged.length === 60) await console.kill("SIGKILL");
      }
    };
    await Promise.all(Array.from({ length: 6 }, lane));
    const again = await startConsoleProcess(env);
    try {
      expect(acknowledged.length).toBeGreaterThanOrEqual(60);
      const stepsOf = async (traceId: string): Promise<number> => {
        const answer = await at(again).get(`/api/agents/killed/runs/${traceId}/steps`);
        return answer.ok ? ((await answer.json()) as { total: number }).total : 0;
      };
      for (const traceId of acknowledged) await expect.poll(() => stepsOf(traceId), { timeout: 20_000 }).toBe(3);
    } finally {
      await again.kill("SIGTERM");
      await remove();
    }
  },
  openingTakesMs,
);
