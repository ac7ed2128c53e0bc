/** What an agent's page shows, as the URL says it. The range of its trends stands there too (components/trends). */
const agentTabs = ["run", "trends", "revisions"] as const;
export type AgentTab = (typeof agentTabs)[number];

export type AgentAddress = {
  tab: AgentTab;
  /** Two revisions, side by side: the earlier first. */
  compare?: { a: string; b: string };
  /** Whose trends alone are shown. */
  revision?: string;
};

const shape = /^[0-9a-zA-Z_.-]{1,100}$/;

export function readAgentAddress(params: URLSearchParams): AgentAddress {
  const tab = agentTabs.find((one) => one === params.get("tab"));
  const [a = "", b = ""] = (params.get("compare") ?? "").split("..");
  const revision = params.get("revision") ?? "";
  const compared = shape.test(a) && shape.test(b);
  return {
    tab: tab ?? (compared ? "revisions" : "run"),
    ...(compared ? { compare: { a, b } } : {}),
    ...(shape.test(revision) ? { revision } : {}),
  };
}

/** Everything else the URL says stays: the range, the run whose input one starts from. */
export function changeAgentAddress(change: { [Name in keyof AgentAddress]?: AgentAddress[Name] | undefined }): void {
  const params = new URLSearchParams(location.search);
  const { tab, compare, revision } = { ...readAgentAddress(params), ...change };
  set(params, "tab", tab === "run" ? undefined : tab);
  set(params, "compare", compare ? `${compare.a}..${compare.b}` : undefined);
  set(params, "revision", revision);
  const query = params.toString();
  history.pushState(null, "", query === "" ? location.pathname : `?${query}`);
}

function set(params: URLSearchParams, name: string, value: string | undefined): void {
  if (value === undefined) params.delete(name);
  else params.set(name, value);
}
