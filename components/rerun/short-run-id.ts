/** `rerun_20261120_141203_7f3a91c2` is written `rerun_…91c2` beside other words; what does not look like it stays whole. */
export function shortRunId(runId: string): string {
  const [, kind, end] = /(?:^|_)((?:re)?run)_\d{8}_\d{6}_[0-9a-f]*([0-9a-f]{4})$/.exec(runId) ?? [];
  return kind === undefined || end === undefined ? runId : `${kind}_…${end}`;
}
