/** What a dataset's page shows, as the URL says it. Read the same on the server and in the browser. */
export const datasetTabs = ["items", "runs", "schema", "versions"] as const;
export type DatasetTab = (typeof datasetTabs)[number];

export type DatasetAddress = {
  tab: DatasetTab;
  /** An old version; the latest where none is named. */
  version?: number;
  q?: string;
  /** The item that is open. */
  item?: string;
  /** A new item is being written: like the one named here, or from nothing. */
  add?: string;
  /** Two versions, side by side. */
  diff?: { a: number; b: number };
};

const mostText = 200;

export function readDatasetAddress(params: URLSearchParams): DatasetAddress {
  const tab = datasetTabs.find((one) => one === params.get("tab"));
  const version = toVersion(params.get("version"));
  const q = params.get("q")?.slice(0, mostText);
  const item = params.get("item");
  const add = params.get("add");
  const [a, b] = (params.get("diff") ?? "").split("..").map(toVersion);
  return {
    tab: tab ?? (a !== undefined && b !== undefined ? "versions" : "items"),
    ...(version === undefined ? {} : { version }),
    ...(q ? { q } : {}),
    ...(item ? { item } : {}),
    ...(add === null || item ? {} : { add }),
    ...(a === undefined || b === undefined ? {} : { diff: { a, b } }),
  };
}

/** Always says the whole: what is not named is not in the address. */
export function writeDatasetAddress({ tab, version, q, item, add, diff }: DatasetAddress): string {
  const params = new URLSearchParams();
  if (tab !== "items") params.set("tab", tab);
  if (version !== undefined) params.set("version", String(version));
  if (q) params.set("q", q);
  if (item !== undefined) params.set("item", item);
  if (add !== undefined) params.set("add", add);
  if (diff !== undefined) params.set("diff", `${diff.a}..${diff.b}`);
  const query = params.toString();
  return query === "" ? "" : `?${query}`;
}

export function datasetHref(datasetId: string, address: Partial<DatasetAddress> = {}): string {
  return `/datasets/${encodeURIComponent(datasetId)}${writeDatasetAddress({ tab: "items", ...address })}`;
}

function toVersion(text: string | null | undefined): number | undefined {
  const version = Number(text);
  return text && /^\d+$/.test(text) && Number.isSafeInteger(version) && version > 0 ? version : undefined;
}
