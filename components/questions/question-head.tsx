import type { ReactNode } from "react";
import { WaitingIcon } from "@/components/ui/icons";
import { RelativeTime } from "@/components/ui/relative-time";
import { nameOfPath } from "@/server/domain/step-path";
import type { Question } from "@/server/runs/list-questions";

export type QuestionHeadProps = { question: Question; about: ReactNode; heading: "h2" | "h3" };

/** The question, who asks it, and since when. */
export function QuestionHead({ question, about, heading: Heading }: QuestionHeadProps) {
  return (
    <div className="flex items-start gap-2.5 border-b border-late-line bg-late-wash px-4 py-2.5">
      <WaitingIcon className="mt-0.5 size-4 shrink-0 text-late" />
      <div className="min-w-0 flex-1">
        <Heading className="text-base font-semibold text-pretty whitespace-pre-wrap [overflow-wrap:anywhere]">
          {question.prompt ?? `${nameOfPath(question.path)} waits for an answer`}
        </Heading>
        <p className="text-ink-2 [overflow-wrap:anywhere]">
          {about} · <RelativeTime at={question.askedAt} />
        </p>
      </div>
    </div>
  );
}
