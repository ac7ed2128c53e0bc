import { useId } from "react";
import { Button } from "@/components/ui/button";

type YesOrNoProps = { hint: string | undefined; busy: boolean; onAnswer: (answer: boolean) => void };

/** For a bare true or false a tick that is not set yet would read as "no": so each answer is a button. */
export function YesOrNo({ hint, busy, onAnswer }: YesOrNoProps) {
  const id = useId();
  const about = { disabled: busy, focusableWhenDisabled: true, ...(hint === undefined ? {} : { "aria-describedby": id }) };
  return (
    <div className="flex flex-col gap-2">
      {hint === undefined ? null : (
        <p id={id} className="text-ink-2">
          {hint}
        </p>
      )}
      <div className="flex gap-2">
        <Button look="primary" className="min-w-16" onClick={() => onAnswer(true)} {...about}>
          Yes
        </Button>
        <Button className="min-w-16" onClick={() => onAnswer(false)} {...about}>
          No
        </Button>
      </div>
    </div>
  );
}
