import clsx from "clsx";
import type { ReactNode } from "react";
import { CheckIcon } from "@/components/ui/icons";

type FirstStepProps = { done: boolean; number: number; title: string; action?: ReactNode; children: ReactNode };

/** One of the first steps; a done one keeps its place, and says less. */
export function FirstStep({ done, number, title, action, children }: FirstStepProps) {
  return (
    <li className="flex flex-wrap items-start gap-x-3 gap-y-2 border-line px-3.5 py-2.5 not-first:border-t">
      <span
        className={clsx(
          "mt-px flex size-5 shrink-0 items-center justify-center rounded-full border text-2xs",
          done ? "border-transparent text-ok" : "border-line-strong text-ink-2",
        )}
      >
        {done ? <CheckIcon /> : number}
        {done ? <span className="sr-only">Done: </span> : null}
      </span>
      <div className="min-w-0 flex-1 basis-56">
        <h3 className={clsx("font-medium", done && "text-ink-2")}>{title}</h3>
        {done ? null : <div className="text-ink-2">{children}</div>}
      </div>
      {action}
    </li>
  );
}
