export type VersionPickerProps = { datasetId: string; version: number; latest: number };

export function versionLabel({ version, latest }: VersionPickerProps): string {
  return version === latest ? `Version ${version}, the latest` : `Version ${version} of ${latest}`;
}
