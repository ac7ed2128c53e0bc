import Link from "next/link";
import { ProjectProblems } from "@/components/agents/project-problems";
import { formatCount } from "@/server/domain/format";
import type { SettingsData } from "./use-settings";
import { PathValue, SettingsLines } from "./settings-section";

/** The folder agents come from, what was found in it, and what of it does not load. */
export function ProjectSettings({ settings: { project, environment }, agents }: { settings: SettingsData; agents: number }) {
  return (
    <>
      <SettingsLines
        lines={[
          { word: "Folder", value: <PathValue path={project.dir} /> },
          {
            word: "Agents",
            value: project.loaded ? (
              <Link href="/agents" className="rounded-sm text-accent-ink hover:underline">
                {formatCount(agents)}
              </Link>
            ) : (
              "loading…"
            ),
          },
          {
            word: "Scorers",
            value:
              project.scorers.length > 0 ? project.scorers.map(({ name }) => name).join(", ") : "only those every project has",
          },
          {
            word: "Environment",
            value: environment ? (
              <>
                {environment.name}
                {environment.settings.length > 0 ? (
                  <span className="text-ink-2"> changes {environment.settings.join(", ")}</span>
                ) : null}
              </>
            ) : (
              <span className="text-ink-2">none in force (TRACKSIDE_ENV)</span>
            ),
          },
          {
            word: "Static inputs",
            value:
              project.staticInputs > 0 ? (
                `for ${formatCount(project.staticInputs)} steps, from static_inputs.json`
              ) : (
                <span className="text-ink-2">none</span>
              ),
          },
          { word: "Trace files", value: project.tracing },
          { word: "Outcome repository", value: project.outcome ?? <span className="text-ink-2">not turned on</span> },
        ]}
      />
      {project.problems.length > 0 ? <ProjectProblems problems={project.problems} heading="h3" /> : null}
    </>
  );
}
