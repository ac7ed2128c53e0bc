import { Fragment } from "react";
import { findInText } from "./tree/find-in-json";

type MarkedProps = { text: string; search: string; current?: boolean; currentAt?: number | undefined };

/** A text in which what is searched for is marked; the one that is looked at just now more so. */
export function Marked({ text, search, current = false, currentAt }: MarkedProps) {
  const found = findInText(text, search);
  if (found.length === 0) return text;
  return (
    <>
      {found.map((at, index) => {
        const before = text.slice(index === 0 ? 0 : (found[index - 1] ?? 0) + search.length, at);
        const here = currentAt === undefined ? current : currentAt === at;
        return (
          <Fragment key={at}>
            {before}
            <mark
              {...(here ? { "data-current": "" } : {})}
              className={
                here
                  ? "scroll-my-14 rounded-[2px] bg-accent text-ink-on"
                  : "rounded-[2px] bg-late-wash text-ink outline outline-late-line"
              }
            >
              {text.slice(at, at + search.length)}
            </mark>
          </Fragment>
        );
      })}
      {text.slice((found.at(-1) ?? 0) + search.length)}
    </>
  );
}
