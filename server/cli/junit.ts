import type { DatasetResult, DatasetRun } from "@/server/domain/dataset-run";

/** A dataset run as CI systems read it: a test case for each item-trial, which fails with its run or with a score. */
export function toJunit(run: DatasetRun, results: DatasetResult[]): string {
  const cases = results.map((result) => caseOf(run, result));
  const failures = results.filter((result) => result.status === "completed" && missedScores(result).length > 0).length;
  const errors = results.filter((result) => result.status !== "completed").length;
  const seconds = ((run.durationMs ?? 0) / 1000).toFixed(3);
  const counts = `tests="${results.length}" failures="${failures}" errors="${errors}" time="${seconds}"`;
  return `<?xml version="1.0" encoding="UTF-8"?>
<testsuites ${counts}>
  <testsuite name="${escapeXml(run.name)}" ${counts} timestamp="${new Date(run.createdAt).toISOString()}">
${cases.join("\n")}
  </testsuite>
</testsuites>
`;
}

function caseOf(run: DatasetRun, result: DatasetResult): string {
  const name = run.trials > 1 ? `${result.itemId} (trial ${result.trial})` : result.itemId;
  const head = `    <testcase classname="${escapeXml(run.agentId)}" name="${escapeXml(name)}" time="${((result.durationMs ?? 0) / 1000).toFixed(3)}"`;
  const body =
    result.status === "completed"
      ? missedScores(result).map((line) => `      <failure message="${escapeXml(line)}"/>`)
      : [
          `      <error type="${escapeXml(result.error?.code ?? result.status)}" message="${escapeXml(result.error?.message ?? result.status)}"/>`,
        ];
  return body.length === 0 ? `${head}/>` : `${head}>\n${body.join("\n")}\n    </testcase>`;
}

function missedScores({ scores }: DatasetResult): string[] {
  return scores
    .filter(({ value, pass }) => !(pass ?? (value !== null && value >= 0.5)))
    .map(({ scorer, value, reason }) => `${scorer}: ${value ?? "no score"}${reason === undefined ? "" : `, ${reason}`}`);
}

/** What XML cannot hold at all becomes a sign for it. */
function escapeXml(text: string): string {
  return text
    .replace(/[^\t\n\r\u0020-\uD7FF\uE000-\uFFFD\u{10000}-\u{10FFFF}]/gu, "\uFFFD")
    .replaceAll("&", "&amp;")
    .replaceAll("<", "&lt;")
    .replaceAll(">", "&gt;")
    .replaceAll('"', "&quot;")
    .replace(/[\t\n\r]/g, (sign) => `&#${sign.charCodeAt(0)};`);
}
