import Link from "next/link";
import { RelativeTime } from "@/components/ui/relative-time";
import { SettingsLines } from "./settings-section";
import type { SettingsData } from "./use-settings";

/** This console itself: what it is, where it listens, and who it lets in. */
export function ConsoleSettings({ settings: { version, node, platform, setup } }: { settings: SettingsData }) {
  const host = setup.host.includes(":") ? `[${setup.host}]` : setup.host;
  return (
    <SettingsLines
      lines={[
        { word: "Version", value: `Trackside ${version}${setup.dev ? ", in development" : ""}` },
        { word: "Node", value: `${node} on ${platform}` },
        { word: "Started", value: <RelativeTime at={setup.startedAt} /> },
        { word: "Listens on", value: <span className="font-mono text-xs">{`${host}:${setup.port}`}</span> },
        {
          word: "API key",
          value: (
            <>
              {setup.apiKeySet ? "set" : "missing"}
              <span className="text-ink-2">
                {setup.apiKeySet ? ": every route asks for it" : ": nobody signs in, and only this machine is answered"}{" "}
                (TRACKSIDE_API_KEY)
              </span>
            </>
          ),
        },
        {
          word: "Allowed hosts",
          value:
            setup.allowedHosts.length > 0 ? (
              setup.allowedHosts.join(", ")
            ) : (
              <span className="text-ink-2">only this machine's own names (TRACKSIDE_ALLOWED_HOSTS)</span>
            ),
        },
        {
          word: "Other sites",
          value:
            setup.corsOrigins.length > 0 ? (
              `pages of ${setup.corsOrigins.join(", ")} may call the API`
            ) : (
              <span className="text-ink-2">none may call the API (TRACKSIDE_CORS_ORIGINS)</span>
            ),
        },
        {
          word: "API",
          value: (
            <Link href="/docs/api" className="text-accent-ink underline underline-offset-2">
              Every route, what it takes and what it answers
            </Link>
          ),
        },
        { word: "Log", value: <span>from “{setup.logLevel}” on</span> },
      ]}
    />
  );
}
