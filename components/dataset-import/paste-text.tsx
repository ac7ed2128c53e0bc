"use client";

import { useId, useState } from "react";
import { Button } from "@/components/ui/button";
import { controlShape } from "@/components/ui/field";

export function PasteText({ onPaste }: { onPaste: (text: string) => void }) {
  const id = useId();
  const [text, setText] = useState("");
  return (
    <form
      className="flex flex-col gap-2"
      onSubmit={(event) => {
        event.preventDefault();
        if (text.trim() !== "") onPaste(text);
      }}
    >
      <label htmlFor={id} className="font-medium">
        Rows as CSV, JSON or JSONL
      </label>
      <textarea
        id={id}
        // It was opened by the button before it.
        // oxlint-disable-next-line jsx-a11y/no-autofocus
        autoFocus
        rows={8}
        spellCheck={false}
        value={text}
        onChange={(event) => setText(event.target.value)}
        className={`${controlShape} max-h-[50dvh] resize-y py-2 font-mono text-xs leading-5`}
      />
      <div>
        <Button type="submit" look="primary" disabled={text.trim() === ""} focusableWhenDisabled>
          Look at the rows
        </Button>
      </div>
    </form>
  );
}
