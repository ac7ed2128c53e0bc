import { useId } from "react";
import { controlShape } from "@/components/ui/field";
import type { AgentRevision } from "@/server/domain/agent-revision";
import { formatMoment } from "@/server/domain/format";
import { shortRevision } from "./short-revision";

type RevisionSelectProps = {
  label: string;
  revisions: readonly AgentRevision[];
  value: string;
  onChange: (revision: string) => void;
};

export function RevisionSelect({ label, revisions, value, onChange }: RevisionSelectProps) {
  const id = useId();
  return (
    <span className="flex min-w-0 items-center gap-2">
      <label htmlFor={id} className="text-ink-2">
        {label}
      </label>
      <select id={id} value={value} onChange={(event) => onChange(event.target.value)} className={`h-7 ${controlShape}`}>
        {revisions.map(({ revision, firstSeenAt }) => (
          <option key={revision} value={revision}>
            {shortRevision(revision)}, {formatMoment(firstSeenAt)}
          </option>
        ))}
      </select>
    </span>
  );
}
