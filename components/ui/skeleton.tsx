import clsx from "clsx";

/** A place held at its final size. */
export function Skeleton({ className }: { className: string }) {
  return (
    <span
      aria-hidden="true"
      data-skeleton=""
      className={clsx("block animate-pulse-soft rounded-sm bg-line motion-reduce:animate-none", className)}
    />
  );
}
