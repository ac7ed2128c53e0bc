// An agent in plain OpenTelemetry, as any framework writes it by the GenAI conventions: it plans, looks something up, asks a
// model, calls the tool the model wants, and asks again. The model is a pretence, so that it runs without a key.
import { setTimeout as pause } from "node:timers/promises";
import { SpanKind, SpanStatusCode, trace } from "@opentelemetry/api";
import { finishTracing, startTracing } from "./tracing.mjs";

const provider = startTracing("travel-agent");
const tracer = trace.getTracer("travel-agent", "1.0.0");

/** Does work within a span of its own; a failure is told and passed on. */
function within(name, attributes, work, kind = SpanKind.INTERNAL) {
  return tracer.startActiveSpan(name, { attributes, kind }, async (span) => {
    try {
      return await work(span);
    } catch (thrown) {
      span.recordException(thrown);
      span.setStatus({ code: SpanStatusCode.ERROR, message: thrown.message });
      throw thrown;
    } finally {
      span.end();
    }
  });
}

async function chat(messages, answer, usage) {
  const attributes = {
    "gen_ai.operation.name": "chat",
    "gen_ai.provider.name": "openai",
    "gen_ai.request.model": "gpt-5-mini",
    "gen_ai.request.temperature": 0.2,
    "gen_ai.input.messages": JSON.stringify(messages),
  };
  return within(
    "chat gpt-5-mini",
    attributes,
    async (span) => {
      await pause(30);
      span.setAttributes({
        "gen_ai.response.model": "gpt-5-mini-2026-08-07",
        "gen_ai.response.finish_reasons": [answer.finish_reason],
        "gen_ai.usage.input_tokens": usage.input,
        "gen_ai.usage.output_tokens": usage.output,
        "gen_ai.output.messages": JSON.stringify([answer]),
      });
      return answer;
    },
    SpanKind.CLIENT,
  );
}

const question = "A train from Vienna to Hamburg on Friday, not too early?";
const says = (role, content) => ({ role, parts: [{ type: "text", content }] });

const agent = {
  "gen_ai.operation.name": "invoke_agent",
  "gen_ai.agent.name": "travel-agent",
  "gen_ai.conversation.id": "conversation-17",
  "user.id": "ada",
  "input.value": question,
};
const traceId = await within("invoke_agent travel-agent", agent, async (root) => {
  await within("plan", { "input.value": question, "output.value": "Look the timetable up, then choose" }, () => pause(10));

  const found = [
    { id: "nj-490", content: "NJ 490 Vienna 20:13, Hamburg 08:47" },
    { id: "ice-90", content: "ICE 90 Vienna 09:50, Hamburg 20:53" },
  ];
  const retrieval = { "gen_ai.operation.name": "retrieval", "gen_ai.retrieval.query.text": "Vienna Hamburg Friday" };
  await within("retrieval timetable", retrieval, async (span) => {
    await pause(15);
    span.setAttribute("gen_ai.retrieval.documents", JSON.stringify(found));
  });

  const messages = [says("system", "You book trains."), says("user", question)];
  const call = { type: "tool_call", id: "call_1", name: "seats_left", arguments: { train: "ICE 90" } };
  messages.push(
    await chat(messages, { role: "assistant", parts: [call], finish_reason: "tool_call" }, { input: 412, output: 31 }),
  );

  const tool = {
    "gen_ai.operation.name": "execute_tool",
    "gen_ai.tool.name": call.name,
    "gen_ai.tool.call.id": call.id,
    "gen_ai.tool.call.arguments": JSON.stringify(call.arguments),
  };
  const seats = await within("execute_tool seats_left", tool, async (span) => {
    await pause(20);
    span.addEvent("cache.miss", { "cache.key": "seats:ICE 90" });
    span.setAttribute("gen_ai.tool.call.result", '{"seats":14}');
    return { seats: 14 };
  });
  messages.push({ role: "tool", parts: [{ type: "tool_call_response", id: call.id, response: seats }] });

  const advice = "Take ICE 90 at 09:50; 14 seats are left.";
  await chat(messages, { ...says("assistant", advice), finish_reason: "stop" }, { input: 468, output: 22 });
  root.setAttribute("output.value", advice);
  return root.spanContext().traceId;
});

await finishTracing(provider, traceId);
