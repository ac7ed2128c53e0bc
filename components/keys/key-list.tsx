import type { KeyNotes } from "@/components/ui/keys/known-keys";
import { KeySigns } from "./key-signs";

/** Keys and what they do, group by group. */
export function KeyList({ groups }: { groups: readonly KeyNotes[] }) {
  return groups.map(({ group, notes }) => (
    <section key={group} aria-label={group} className="break-inside-avoid">
      <h3 className="pb-1 text-xs text-ink-3">{group}</h3>
      <dl>
        {notes.map(({ keys, word }) => (
          <div key={keys} className="flex min-h-7 items-center justify-between gap-4">
            <dt>{word}</dt>
            <dd>
              <KeySigns keys={keys} />
            </dd>
          </div>
        ))}
      </dl>
    </section>
  ));
}
