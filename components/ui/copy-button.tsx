"use client";

import clsx from "clsx";
import { useEffect, useState } from "react";
import { Button } from "./button";
import { CheckIcon, CopyIcon } from "./icons";
import { Kbd } from "./kbd";
import { useKeys } from "./keys/use-keys";

type CopyButtonProps = {
  text: () => string;
  label: string;
  iconOnly?: boolean;
  disabled?: boolean;
  /** The key that does the same. */
  keys?: string;
};

/** Copies, and says so for a moment, to eyes and to screen readers. */
export function CopyButton({ text, label, iconOnly = false, disabled = false, keys }: CopyButtonProps) {
  const [outcome, setOutcome] = useState<"copied" | "refused">();
  useEffect(() => {
    if (!outcome) return;
    const timer = setTimeout(() => setOutcome(undefined), 1_600);
    return () => clearTimeout(timer);
  }, [outcome]);
  const copy = () => {
    navigator.clipboard.writeText(text()).then(
      () => setOutcome("copied"),
      // Browsers refuse on plain http other than localhost, and without focus.
      () => setOutcome("refused"),
    );
  };
  useKeys(keys === undefined || disabled ? [] : [{ keys, word: label, group: "On this page", act: copy }]);
  const said = outcome === "copied" ? "Copied" : outcome === "refused" ? "The browser refused to copy" : undefined;
  const Icon = outcome === "copied" ? CheckIcon : CopyIcon;
  const status = (
    <span role="status" className="sr-only">
      {said}
    </span>
  );
  if (iconOnly) {
    return (
      <>
        <Button look="ghost" square aria-label={label} title={said ?? label} onClick={copy}>
          <Icon />
        </Button>
        {status}
      </>
    );
  }
  return (
    <>
      <Button onClick={copy} disabled={disabled} focusableWhenDisabled>
        <Icon className={clsx("-ml-0.5 shrink-0 text-ink-3", keys !== undefined && "max-sm:hidden")} />
        {outcome === "copied" ? "Copied" : label} {keys === undefined ? null : <Kbd>{keys}</Kbd>}
      </Button>
      {status}
    </>
  );
}
