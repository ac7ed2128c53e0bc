import type { ReactNode } from "react";
import { CopyButton } from "@/components/ui/copy-button";

/** A part of the settings, with an address of its own. */
export function SettingsSection({
  id,
  title,
  about,
  children,
}: {
  id: string;
  title: string;
  about?: ReactNode;
  children: ReactNode;
}) {
  return (
    <section id={id} aria-labelledby={`${id}-title`} className="scroll-mt-14">
      <h2 id={`${id}-title`} className="font-semibold">
        {title}
      </h2>
      {about ? <p className="mt-0.5 text-pretty text-ink-2">{about}</p> : null}
      <div className="mt-2.5 flex flex-col gap-3">{children}</div>
    </section>
  );
}

export type Line = { word: string; value: ReactNode };

/** What is so, line by line. */
export function SettingsLines({ lines }: { lines: readonly Line[] }) {
  return (
    <dl className="rounded-lg border border-line bg-panel">
      {lines.map(({ word, value }) => (
        <div
          key={word}
          className="flex min-h-9 flex-wrap items-center gap-x-4 gap-y-0.5 border-line px-3.5 py-1.5 not-first:border-t sm:flex-nowrap"
        >
          <dt className="w-44 shrink-0 text-ink-2">{word}</dt>
          <dd className="min-w-0 flex-1 [overflow-wrap:anywhere]">{value}</dd>
        </div>
      ))}
    </dl>
  );
}

/** A place on disk, to be copied whole. */
export function PathValue({ path }: { path: string }) {
  return (
    <span className="flex items-center gap-1">
      <span className="min-w-0 font-mono text-xs [overflow-wrap:anywhere]">{path}</span>
      <CopyButton iconOnly label={`Copy ${path}`} text={() => path} />
    </span>
  );
}
