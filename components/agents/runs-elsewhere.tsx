import type { Agent } from "@/server/domain/agent";

/** In the run form's place: why there is none, and what would make one. */
export function RunsElsewhere({ agent }: { agent: Agent }) {
  return (
    <section aria-labelledby="elsewhere" className="rounded-lg border border-line bg-panel p-4">
      <h2 id="elsewhere" className="font-semibold">
        It runs elsewhere
      </h2>
      <p className="mt-1.5 max-w-prose text-pretty text-ink-2 [overflow-wrap:anywhere]">{agent.problem}</p>
      <p className="mt-1.5 max-w-prose text-pretty text-ink-2 [overflow-wrap:anywhere]">
        Its runs can be read, scored and put into datasets. To run it from here, write an agent with the id{" "}
        <code className="font-mono text-xs">{agent.id}</code> in the project: its runs will stand with these.
      </p>
    </section>
  );
}
