import { formatCount } from "@/server/domain/format";

type FaultTableProps = { faults: readonly { path: string; message: string }[]; count: number };

/** What is wrong with a file, by its lines. */
export function FaultTable({ faults, count }: FaultTableProps) {
  return (
    <div className="overflow-hidden rounded-md border border-line bg-panel">
      <div
        role="region"
        aria-label="Faults"
        // It scrolls: then it must be reachable by keyboard.
        tabIndex={0}
        className="max-h-72 overflow-auto"
      >
        <table className="w-full text-left">
          <thead className="sticky top-0 bg-sunk text-xs text-ink-3">
            <tr className="h-[30px]">
              <th className="w-16 px-3 text-right font-normal">Line</th>
              <th className="px-3 font-normal">Where</th>
              <th className="px-3 font-normal">What is wrong</th>
            </tr>
          </thead>
          <tbody>
            {faults.map(({ path, message }, index) => {
              const [, line = "", where = ""] = /^line (\d+)(?:: (.*))?$/s.exec(path) ?? [];
              return (
                <tr key={index} className="border-t border-line align-top">
                  <td className="px-3 py-1.5 text-right font-mono text-xs leading-5">{line}</td>
                  <td className="max-w-60 min-w-28 px-3 py-1.5 font-mono text-xs leading-5 break-words">{where}</td>
                  <td className="w-full px-3 py-1.5 [overflow-wrap:anywhere]">{message}</td>
                </tr>
              );
            })}
          </tbody>
        </table>
      </div>
      {count > faults.length ? (
        <p className="border-t border-line bg-sunk px-3 py-1.5 text-xs text-ink-2">
          The first {faults.length} of {formatCount(count)}.
        </p>
      ) : null}
    </div>
  );
}
