import Link from "next/link";

type NeighbourLinkProps = { href: string | undefined; sign: string; word: string };

/** The way to what stands before or behind this in its list; its place is held where there is nothing. */
export function NeighbourLink({ href, sign, word }: NeighbourLinkProps) {
  const shape = "flex size-6 items-center justify-center rounded-md border font-mono text-2xs";
  if (href === undefined)
    return (
      <span aria-hidden="true" className={`${shape} border-line text-ink-3 opacity-50`}>
        {sign}
      </span>
    );
  return (
    <Link
      href={href}
      prefetch={false}
      aria-label={word}
      title={`${word} (${sign})`}
      className={`${shape} border-line-strong text-ink-2 hover:bg-hover hover:text-ink`}
    >
      {sign}
    </Link>
  );
}
