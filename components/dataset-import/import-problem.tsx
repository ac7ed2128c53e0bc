import type { Problem } from "@/components/trpc/problem";
import { AlertIcon } from "@/components/ui/icons";
import { formatCount } from "@/server/domain/format";
import { FaultTable } from "./fault-table";

/** Why the file did not come in, or could not be looked at, with its faults by their lines. */
export function ImportProblem({ problem, isNew }: { problem: Problem; isNew: boolean }) {
  const { errors, detail, title } = problem;
  const count = Number(/There are (\d+) faults in all/.exec(detail ?? "")?.[1] ?? errors.length);
  const outcome = isNew ? "Nothing was imported, and no dataset was made." : "Nothing was imported.";
  const lines = errors.filter(({ path }) => path.startsWith("line "));
  return (
    <div
      role="alert"
      // Who has scrolled down to the rows would not see it.
      ref={(part) => part?.scrollIntoView({ block: "nearest" })}
      className="flex scroll-my-16 flex-col gap-2 rounded-lg border border-fail-line bg-fail-wash p-3"
    >
      <p className="flex items-start gap-2 [overflow-wrap:anywhere]">
        <AlertIcon className="mt-0.5 shrink-0 text-fail" />
        {lines.length > 0
          ? `${formatCount(count)} ${count === 1 ? "fault" : "faults"}. ${outcome}`
          : `${detail ?? title}${(detail ?? "").includes("Nothing was imported") ? "" : ` ${outcome}`}`}
      </p>
      {lines.length > 0 ? <FaultTable faults={lines} count={count} /> : null}
    </div>
  );
}
