export const importFormats = ["csv", "json", "jsonl"] as const;
export type ImportFormat = (typeof importFormats)[number];
