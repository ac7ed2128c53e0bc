const Code = ({ children }: { children: string }) => <code className="font-mono text-xs text-ink">{children}</code>;

const examples = [
  {
    title: "CSV",
    text: "question,expected,metadata.lang\nWhere is my refund?,refund,en",
    about: (
      <>
        The first line names the columns. <Code>expected</Code>, <Code>metadata</Code> and <Code>id</Code> are those parts of an
        item, <Code>input.x</Code> is a field of its input, and so is any other column.
      </>
    ),
  },
  {
    title: "JSONL",
    text: '{"input": {"question": "Where is my refund?"}, "expected": "refund"}',
    about: (
      <>
        A row a line. A row without <Code>input</Code> is taken whole as the input.
      </>
    ),
  },
  { title: "JSON", text: '[{"input": "Where is my refund?"},\n {"input": "Cancel my order"}]', about: "An array of such rows." },
];

/** What files look like. Where a column goes can be changed once the file is here. */
export function FileRules() {
  return (
    <section aria-label="What a file looks like" className="grid gap-3 lg:grid-cols-3">
      {examples.map(({ title, text, about }) => (
        <div key={title} className="min-w-0 rounded-lg border border-line bg-panel p-3">
          <h2 className="font-medium">{title}</h2>
          <pre className="my-2 rounded-md border border-line bg-sunk p-2 font-mono text-xs whitespace-pre-wrap [overflow-wrap:anywhere]">
            {text}
          </pre>
          <p className="text-pretty text-ink-2">{about}</p>
        </div>
      ))}
    </section>
  );
}
