import { z } from "zod";
import { json } from "./json";

/** An agent's answer of the built-in model: a text, or the tools it is to ask for. */
const offlineTurn = z.union([
  z.string(),
  z.strictObject({
    text: z.string().optional(),
    toolCalls: z.array(z.strictObject({ toolName: z.string(), input: json })).optional(),
  }),
]);

const parameters = z.strictObject({
  temperature: z.number().optional(),
  topP: z.number().optional(),
  topK: z.number().optional(),
  maxOutputTokens: z.number().int().positive().optional(),
  presencePenalty: z.number().optional(),
  frequencyPenalty: z.number().optional(),
  stopSequences: z.array(z.string()).optional(),
  seed: z.number().int().optional(),
  /** Passed on to the provider as they are, by the provider's name. */
  providerOptions: z.record(z.string(), z.record(z.string(), json)).optional(),
  /** Which of OpenAI's two interfaces to speak; "chat" where not said. */
  api: z.enum(["chat", "responses"]).optional(),
  /** What the built-in model answers, turn by turn. */
  script: z.array(offlineTurn).optional(),
  /** How long the built-in model takes for a word of a stream. */
  delayMs: z.number().min(0).max(10_000).optional(),
});

/** USD for a million tokens. */
const price = z.strictObject({ inputPerMTok: z.number().min(0), outputPerMTok: z.number().min(0) });

const variable = z.string().regex(/^[A-Za-z_][A-Za-z0-9_]{0,199}$/, "must be the name of an environment variable");

/** An address is shown and recorded; what opens the door is not. */
function hasNoPassword(url: string): boolean {
  return !/^[a-z]+:\/*[^/?#]*@/i.test(url);
}

export const modelProfile = z.strictObject({
  provider: z.enum(["openai", "anthropic", "openai-compatible", "offline"]),
  model: z.string().min(1).max(300),
  baseURL: z
    .url({ protocol: /^https?$/ })
    .refine(hasNoPassword, "must hold no password: name the key by apiKeyEnv")
    .optional(),
  /** Where the key is: the variable's name, never the key. */
  apiKeyEnv: variable.optional(),
  parameters: parameters.optional(),
  price: price.optional(),
});
export type ModelProfile = z.infer<typeof modelProfile>;
const someSettings = modelProfile.partial();
type SomeSettings = z.infer<typeof someSettings>;
export type ModelProfiles = Record<string, ModelProfile>;

/** In one run another profile takes a profile's place, or some of its settings do. */
export const profileOverrides = z
  .record(
    z.string().min(1).max(200),
    z.union([z.string().min(1).max(200), someSettings], {
      error:
        "must be the name of a profile, or some of provider, model, baseURL, apiKeyEnv, parameters, price; a key is only named",
    }),
  )
  .refine((overrides) => Object.keys(overrides).length <= 100, "at most 100 profiles");
export type ProfileOverrides = z.infer<typeof profileOverrides>;

const usualVariables: Partial<Record<ModelProfile["provider"], string>> = {
  openai: "OPENAI_API_KEY",
  anthropic: "ANTHROPIC_API_KEY",
};

/** The variable a profile's key is read from; none where its server needs no key. */
export function keyVariableOf(profile: ModelProfile): string | undefined {
  return profile.apiKeyEnv ?? usualVariables[profile.provider];
}

/** A profile as a run sees it, with what the run puts in its place; undefined where there is no such. */
export function resolveProfile(
  profiles: ModelProfiles,
  overrides: ProfileOverrides,
  name: string,
): { profile: ModelProfile } | { problem: string } {
  const own = Object.hasOwn(profiles, name) ? profiles[name] : undefined;
  const override = Object.hasOwn(overrides, name) ? overrides[name] : undefined;
  if (typeof override === "string") {
    const other = Object.hasOwn(profiles, override) ? profiles[override] : undefined;
    return other ? { profile: other } : { problem: unknownProfile(override, profiles) };
  }
  if (override === undefined) return own ? { profile: own } : { problem: unknownProfile(name, profiles) };
  const merged = modelProfile.safeParse(own ? mergeProfile(own, override) : override);
  if (merged.success) {
    const key = keyVariableOf(merged.data);
    if (own && key !== undefined && override.apiKeyEnv === undefined && leadsElsewhere(own, override))
      return { problem: `The run sends the model profile "${name}" to another server. Name that server's key too: apiKeyEnv.` };
    return { profile: merged.data };
  }
  return { problem: `${unknownProfile(name, profiles)} To add one for a run, give it a provider and a model.` };
}

function unknownProfile(name: string, profiles: ModelProfiles): string {
  const names = Object.keys(profiles);
  const known =
    names.length > 0 ? `There are ${names.join(", ")}.` : "The project's trackside.config.ts names none under `models`.";
  return `There is no model profile "${name}". ${known}`;
}

/** A key is sent to no other machine than it was meant for, unless the run names it. */
function leadsElsewhere(own: ModelProfile, { baseURL }: SomeSettings): boolean {
  if (baseURL === undefined) return false;
  const { hostname, origin } = new URL(baseURL);
  const isHere = hostname === "localhost" || hostname === "[::1]" || /^127(\.\d{1,3}){3}$/.test(hostname);
  return !isHere && (own.baseURL === undefined || new URL(own.baseURL).origin !== origin);
}

/** Another model's price is not known, another provider's key and address are its own. */
function mergeProfile(own: ModelProfile, override: SomeSettings): SomeSettings {
  const { parameters: more, ...rest } = override;
  const merged = { ...own, ...rest, ...(more ? { parameters: { ...own.parameters, ...more } } : {}) };
  const changesProvider = override.provider !== undefined && override.provider !== own.provider;
  if (changesProvider && override.apiKeyEnv === undefined) delete merged.apiKeyEnv;
  if (changesProvider && override.baseURL === undefined) delete merged.baseURL;
  if (override.model !== undefined && override.model !== own.model && override.price === undefined) delete merged.price;
  return merged;
}

/** Why a profile cannot be used now, in words that say what to do; undefined where it can. */
export function problemOfProfile(name: string, profile: ModelProfile, isSet: (variable: string) => boolean): string | undefined {
  const key = keyVariableOf(profile);
  if (key !== undefined && !isSet(key))
    return `The model profile "${name}" needs a key: set the environment variable ${key} and start the console again.`;
  if (profile.provider === "openai-compatible" && profile.baseURL === undefined)
    return `The model profile "${name}" needs a baseURL: the address of its OpenAI-compatible server, as in http://127.0.0.1:8080/v1.`;
  return undefined;
}

/** What keeps those profiles from being used in a run, the first of them. */
export function problemOfProfiles(
  names: readonly string[],
  profiles: ModelProfiles,
  overrides: ProfileOverrides,
  isSet: (variable: string) => boolean,
): string | undefined {
  for (const name of names) {
    const resolved = resolveProfile(profiles, overrides, name);
    if ("problem" in resolved) return resolved.problem;
    const problem = problemOfProfile(name, resolved.profile, isSet);
    if (problem !== undefined) return problem;
  }
  return undefined;
}
