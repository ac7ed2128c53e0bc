/** A text while it is being written: what is added is read out when the reader has a moment. */
export function ComingText({ text, cut }: { text: string; cut: boolean }) {
  return (
    <div role="log" aria-label="Text as it comes" className="flex flex-col gap-2">
      {cut ? <p className="text-xs text-ink-3">Its beginning is left out; all of it is here once the step has ended.</p> : null}
      <p className="text-pretty break-words whitespace-pre-wrap text-ink [overflow-wrap:anywhere]">
        {text}
        <span
          aria-hidden="true"
          className="ml-px inline-block h-[1em] w-[2px] translate-y-[2px] bg-accent motion-safe:animate-pulse"
        />
      </p>
    </div>
  );
}
