type Source = { title: string; url: string };

/** What a document refers to. Only http and https are links; anything else an agent may have put there is text. */
export function Sources({ sources }: { sources: readonly Source[] }) {
  return (
    <section className="mt-4 border-t border-line pt-3">
      <h3 className="mb-1.5 text-xs text-ink-3">Sources</h3>
      <ol className="flex flex-col gap-1">
        {sources.map((source, index) => (
          <li key={index} className="flex items-baseline gap-2 break-words [overflow-wrap:anywhere]">
            <span className="font-mono text-xs text-ink-3">{index + 1}</span>
            <SourceLink {...source} />
          </li>
        ))}
      </ol>
    </section>
  );
}

function SourceLink({ title, url }: Source) {
  const href = webHref(url);
  const words = title === "" ? url : title;
  if (href === undefined) return <span>{words}</span>;
  return (
    <a href={href} target="_blank" rel="noreferrer noopener" className="text-accent-ink hover:underline">
      {words}
    </a>
  );
}

export function webHref(url: string): string | undefined {
  if (!URL.canParse(url)) return undefined;
  const { protocol, href } = new URL(url);
  return protocol === "https:" || protocol === "http:" ? href : undefined;
}
