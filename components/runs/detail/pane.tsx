/** What a tab of the panel holds: it scrolls by itself. */
export function Pane({ children }: { children: React.ReactNode }) {
  return <div className="flex min-h-0 flex-1 flex-col gap-3 overflow-y-auto p-4">{children}</div>;
}
