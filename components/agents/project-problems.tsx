import { AlertIcon } from "@/components/ui/icons";
import { LongText } from "@/components/ui/long-text";
import type { ProjectProblem } from "@/server/domain/agent";

type ProjectProblemsProps = { problems: readonly ProjectProblem[]; heading?: "h2" | "h3" };

/** Files that did not load, each with what it said. The others work. */
export function ProjectProblems({ problems, heading: Heading = "h2" }: ProjectProblemsProps) {
  return (
    <section aria-labelledby="problems" className="rounded-lg border border-line bg-panel">
      <Heading id="problems" className="flex items-center gap-2 px-3.5 pt-2.5 font-semibold">
        <AlertIcon className="shrink-0 text-late" />
        {problems.length === 1 ? "A file did not load" : `${problems.length} files did not load`}
      </Heading>
      <ul className="flex flex-col gap-2 px-3.5 pt-1.5 pb-3">
        {problems.map((problem) => (
          <li key={problem.file} className="min-w-0 pl-6">
            <p className="font-mono text-xs [overflow-wrap:anywhere]">{problem.file}</p>
            <p className="whitespace-pre-wrap text-ink-2 [overflow-wrap:anywhere]">
              <LongText text={problem.error} />
            </p>
          </li>
        ))}
      </ul>
      <p className="border-t border-line px-3.5 py-2 text-xs text-ink-2">
        Mend the file: the console takes it up when it starts, and as you save it under npm run dev. The other agents run
        meanwhile.
      </p>
    </section>
  );
}
