import { datasetRunHref } from "@/components/dataset-runs/dataset-run-href";
import { runHref } from "@/components/runs/run-href";
import { allKnownKeys } from "@/components/ui/keys/known-keys";
import type { KeyDeed } from "@/components/ui/keys/key-registry";
import type { Agent } from "@/server/domain/agent";
import type { DatasetRun } from "@/server/domain/dataset-run";
import type { RunSummary } from "@/server/domain/run";

type Going = { href: string; act?: undefined };
type Doing = { href?: undefined; act: () => void };
export type PaletteItem = { id: string; word: string; about?: string; keys?: string } & (Going | Doing);
export type PaletteGroup = { value: string; items: PaletteItem[] };

type Known = {
  text: string;
  deeds: readonly KeyDeed[];
  agents: readonly Pick<Agent, "id" | "name">[];
  datasets: readonly { id: string; name: string; itemCount: number }[];
  run: RunSummary | undefined;
  datasetRun: DatasetRun | undefined;
};

const atMost = 8;
/** To walk a table is nothing one looks for by name. */
const ofWidgets = new Set(allKnownKeys.map(({ group }) => group));

/** What fits the text, in groups; each word of it has to be somewhere. Without a text all that can be done, and some of the rest. */
export function findGroups({ text, deeds, agents, datasets, run, datasetRun }: Known): PaletteGroup[] {
  const wanted = text.trim();
  const words = wanted.toLowerCase().split(/\s+/).filter(Boolean);
  const fits = (...said: string[]): boolean => words.every((word) => said.some((one) => one.toLowerCase().includes(word)));
  const groups: PaletteGroup[] = [
    {
      value: "Run",
      items: run
        ? [{ id: run.runId, word: run.name ?? run.runId, about: `${run.agentId}, ${run.status}`, href: runHref(run) }]
        : [],
    },
    {
      value: "Dataset run",
      items: datasetRun
        ? [
            {
              id: datasetRun.id,
              word: datasetRun.name,
              about: `${datasetRun.agentId}, ${datasetRun.status}`,
              href: datasetRunHref(datasetRun),
            },
          ]
        : [],
    },
    {
      value: "Agents",
      items: agents
        .filter((agent) => fits(agent.name, agent.id))
        .slice(0, atMost)
        .map(({ id, name }) => ({ id: `agent ${id}`, word: name, about: id, href: `/agents/${encodeURIComponent(id)}` })),
    },
    {
      value: "Datasets",
      items: datasets
        .filter((dataset) => fits(dataset.name, dataset.id))
        .slice(0, atMost)
        .map(({ id, name, itemCount }) => ({
          id: `dataset ${id}`,
          word: name,
          about: `${itemCount} items`,
          href: `/datasets/${encodeURIComponent(id)}`,
        })),
    },
    {
      value: "Here and anywhere",
      items: deeds
        .filter(({ keys, word, group }) => keys !== "mod+k" && !ofWidgets.has(group) && fits(word))
        .map(({ keys, word, act }) => ({ id: `deed ${keys}`, word, keys, act })),
    },
    {
      value: "Search",
      items:
        wanted === ""
          ? []
          : [{ id: "search", word: `Runs that say “${wanted}”`, href: `/runs?q=${encodeURIComponent(wanted.slice(0, 200))}` }],
    },
  ];
  return groups.filter(({ items }) => items.length > 0);
}
