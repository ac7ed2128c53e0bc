export type VersionPickerProps = { datasetId: string; version: number; latest: number };

/** What stands on the picker's button. */
export function VersionWord({ version, latest }: VersionPickerProps) {
  return (
    <span>
      v{version}
      <span className="sr-only">{version === latest ? " the latest version" : ` of ${latest} versions`}</span>
    </span>
  );
}
