import { Fragment, useMemo } from "react";
import { parseBlocks, type Block } from "./parse-blocks";
import { parseInline, safeHref, type Inline } from "./parse-inline";

/** Markdown as elements of ours: no HTML is ever made of its text, and nothing is loaded from elsewhere. */
export function MarkdownView({ text }: { text: string }) {
  const blocks = useMemo(() => parseBlocks(text), [text]);
  return (
    <div className="flex min-w-0 flex-col gap-2.5 [overflow-wrap:anywhere]">
      <Blocks blocks={blocks} />
    </div>
  );
}

function Blocks({ blocks }: { blocks: readonly Block[] }) {
  return blocks.map((block, index) => <BlockView key={index} block={block} />);
}

function BlockView({ block }: { block: Block }) {
  if (block.is === "heading")
    return (
      <p
        role="heading"
        aria-level={Math.min(6, block.level + 2)}
        className={block.level < 3 ? "mt-1 text-base font-semibold" : "mt-1 font-semibold"}
      >
        <Words text={block.text} />
      </p>
    );
  if (block.is === "rule") return <hr className="border-line" />;
  if (block.is === "quote")
    return (
      <blockquote className="flex flex-col gap-2 border-l-2 border-line-strong pl-3 text-ink-2">
        <Blocks blocks={block.blocks} />
      </blockquote>
    );
  if (block.is === "code")
    return (
      <pre
        tabIndex={0}
        aria-label={block.language === "" ? "Code" : `Code, ${block.language.slice(0, 40)}`}
        className="overflow-x-auto rounded-md border border-line bg-sunk p-3 font-mono text-xs leading-5"
      >
        {block.text}
      </pre>
    );
  if (block.is === "list") return <ListView list={block} />;
  if (block.is === "table") return <TableView table={block} />;
  return (
    <p className="text-pretty">
      <Words text={block.text} />
    </p>
  );
}

function ListView({ list }: { list: Extract<Block, { is: "list" }> }) {
  const items = list.items.map((blocks, index) => {
    const [first, ...rest] = blocks;
    return (
      <li key={index} className="pl-1">
        <div className="flex flex-col gap-1.5">
          {first?.is === "paragraph" ? (
            <div>
              <Words text={first.text} />
            </div>
          ) : first ? (
            <BlockView block={first} />
          ) : null}
          <Blocks blocks={rest} />
        </div>
      </li>
    );
  });
  const shape = "flex list-outside flex-col gap-1 pl-5 marker:text-ink-3";
  if (list.ordered)
    return (
      <ol start={list.start} className={`${shape} list-decimal`}>
        {items}
      </ol>
    );
  return <ul className={`${shape} list-disc`}>{items}</ul>;
}

function TableView({ table: { head, rows } }: { table: Extract<Block, { is: "table" }> }) {
  return (
    <div role="region" aria-label="Table" tabIndex={0} className="overflow-x-auto rounded-md border border-line">
      <table className="w-full text-left text-xs">
        <thead className="bg-sunk text-ink-2">
          <tr>
            {head.map((cell, index) => (
              <th key={index} scope="col" className="px-2.5 py-1.5 font-medium">
                <Words text={cell} />
              </th>
            ))}
          </tr>
        </thead>
        <tbody>
          {rows.map((row, index) => (
            <tr key={index} className="border-t border-line align-top">
              {head.map((_, at) => (
                <td key={at} className="px-2.5 py-1.5">
                  <Words text={row[at] ?? ""} />
                </td>
              ))}
            </tr>
          ))}
        </tbody>
      </table>
    </div>
  );
}

function Words({ text }: { text: string }) {
  return <Inlines parts={parseInline(text)} />;
}

function Inlines({ parts }: { parts: readonly Inline[] }) {
  return parts.map((part, index) => <Fragment key={index}>{inlineOf(part)}</Fragment>);
}

function inlineOf(part: Inline) {
  if (part.is === "text") return part.text;
  if (part.is === "break") return <br />;
  if (part.is === "code")
    return <code className="rounded-sm border border-line bg-sunk px-1 font-mono text-xs">{part.text}</code>;
  if (part.is === "image") return <ImageName alt={part.alt} url={part.url} />;
  const content = <Inlines parts={part.content} />;
  if (part.is === "strong") return <strong className="font-semibold">{content}</strong>;
  if (part.is === "em") return <em>{content}</em>;
  if (part.is === "strike") return <s>{content}</s>;
  return "href" in part ? <Outward href={part.href}>{content}</Outward> : content;
}

/** An image is named, not shown: loading it would tell its server who reads this. */
function ImageName({ alt, url }: { alt: string; url: string }) {
  const words = `Image: ${alt === "" ? url.slice(0, 200) : alt}`;
  const href = safeHref(url);
  return href === undefined ? <span className="text-ink-2">{words}</span> : <Outward href={href}>{words}</Outward>;
}

function Outward({ href, children }: { href: string; children: React.ReactNode }) {
  return (
    <a
      href={href}
      title={href}
      target="_blank"
      rel="noreferrer noopener"
      className="text-accent-ink underline decoration-current/40 underline-offset-2 hover:decoration-current"
    >
      {children}
    </a>
  );
}
