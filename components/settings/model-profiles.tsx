import { AlertIcon, CheckIcon } from "@/components/ui/icons";
import type { ShownProfile } from "@/server/status/get-settings";
import { SettingsLines, type Line } from "./settings-section";

/** The project's model profiles as they hold here; of a key only whether it is set. */
export function ModelProfiles({ profiles, dir }: { profiles: readonly ShownProfile[]; dir: string }) {
  if (profiles.length === 0)
    return (
      <p className="rounded-lg border border-line bg-panel px-3.5 py-3 text-ink-2 [overflow-wrap:anywhere]">
        The project names none. Put them under <code className="font-mono text-xs">models</code> of{" "}
        <code className="font-mono text-xs">{dir}/trackside.config.ts</code>, and agents can ask for them by name.
      </p>
    );
  return profiles.map((profile) => <Profile key={profile.name} profile={profile} />);
}

function Profile({ profile }: { profile: ShownProfile }) {
  return (
    <article aria-label={`Model profile ${profile.name}`} className="flex flex-col gap-1.5">
      <h3 className="font-mono text-xs font-medium">{profile.name}</h3>
      <SettingsLines lines={linesOf(profile)} />
      {profile.problem === undefined ? null : (
        <p className="flex gap-2 text-ink-2 [overflow-wrap:anywhere]">
          <AlertIcon className="mt-0.5 shrink-0 text-late" />
          <span className="min-w-0">{profile.problem}</span>
        </p>
      )}
    </article>
  );
}

function linesOf({ provider, model, baseURL, key, price, parameters, changed, usedBy }: ShownProfile): Line[] {
  const from = (field: string) =>
    changed.includes(field) ? <span className="ml-2 text-xs text-ink-2">from the environment</span> : null;
  return [
    {
      word: "Model",
      value: (
        <>
          <span className="font-mono text-xs">{model}</span> <span className="text-ink-2">by {provider}</span>
          {from("model") ?? from("provider")}
        </>
      ),
    },
    ...(baseURL === undefined
      ? []
      : [
          {
            word: "Server",
            value: (
              <>
                <span className="font-mono text-xs">{baseURL}</span>
                {from("baseURL")}
              </>
            ),
          },
        ]),
    { word: "Key", value: key ? <Key variable={key.variable} set={key.set} /> : <span className="text-ink-2">needs none</span> },
    {
      word: "Price",
      value: price ? (
        <>
          ${price.inputPerMTok} in, ${price.outputPerMTok} out <span className="text-ink-2">for a million tokens</span>
          {from("price")}
        </>
      ) : (
        <span className="text-ink-2">not said: costs stay unknown</span>
      ),
    },
    ...(parameters.length === 0
      ? []
      : [
          {
            word: "Parameters",
            value: (
              <>
                {parameters.join(", ")}
                {from("parameters")}
              </>
            ),
          },
        ]),
    { word: "Used by", value: usedBy.length > 0 ? usedBy.join(", ") : <span className="text-ink-2">no agent says so</span> },
  ];
}

function Key({ variable, set }: { variable: string; set: boolean }) {
  const Icon = set ? CheckIcon : AlertIcon;
  return (
    <span className="inline-flex items-center gap-1.5">
      <Icon className={`size-3.5 shrink-0 ${set ? "text-ok" : "text-late"}`} />
      {set ? "set" : "missing"} <span className="font-mono text-xs text-ink-2">{variable}</span>
    </span>
  );
}
