"use client";

import { useAgents } from "@/components/agents/use-agents";
import { AppearanceSettings } from "./appearance-settings";
import { ConsoleSettings } from "./console-settings";
import { KeySettings } from "./key-settings";
import { ModelProfiles } from "./model-profiles";
import { ProjectSettings } from "./project-settings";
import { SettingsSection } from "./settings-section";
import { StorageSettings } from "./storage-settings";
import { useSettings } from "./use-settings";

const places = [
  { id: "models", word: "Models" },
  { id: "project", word: "Project" },
  { id: "storage", word: "Storage" },
  { id: "console", word: "Console" },
  { id: "appearance", word: "Appearance" },
  { id: "keys", word: "Keys" },
];

/** What holds here and where it comes from. What a file or the environment says is changed there; the rest is this browser's. */
export function SettingsView() {
  const settings = useSettings();
  const { data } = useAgents();
  return (
    <div className="flex gap-10 px-4 pb-16 md:px-5">
      <div className="flex w-full max-w-3xl min-w-0 flex-col gap-8">
        <SettingsSection
          id="models"
          title="Model profiles"
          about="From the project's trackside.config.ts; keys from the environment, and never shown."
        >
          <ModelProfiles profiles={settings.profiles} dir={settings.project.dir} />
        </SettingsSection>
        <SettingsSection id="project" title="Project" about="Where agents, scorers and datasets come from.">
          <ProjectSettings settings={settings} agents={data?.agents.length ?? 0} />
        </SettingsSection>
        <SettingsSection id="storage" title="Storage">
          <StorageSettings />
        </SettingsSection>
        <SettingsSection id="console" title="Console" about="Set by environment variables when it starts.">
          <ConsoleSettings settings={settings} />
        </SettingsSection>
        <SettingsSection id="appearance" title="Appearance" about="Kept in this browser.">
          <AppearanceSettings />
        </SettingsSection>
        <SettingsSection id="keys" title="Keys">
          <KeySettings />
        </SettingsSection>
      </div>
      <nav aria-label="Settings" className="sticky top-15 w-40 shrink-0 self-start max-lg:hidden">
        <ul className="flex flex-col">
          {places.map(({ id, word }) => (
            <li key={id}>
              <a href={`#${id}`} className="flex h-7 items-center rounded-md px-2 text-ink-2 hover:bg-hover hover:text-ink">
                {word}
              </a>
            </li>
          ))}
        </ul>
      </nav>
    </div>
  );
}
