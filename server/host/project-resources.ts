import type { ProjectConfig } from "@/server/sdk/trackside";

/** Gives what the project's configuration names as resources. */
export type Resources = (name: string) => unknown;

/** One that is a function is made when it is first asked for, once in a host, and shared by its runs. */
export function projectResources({ resources = {} }: ProjectConfig): Resources {
  const made = new Map<string, unknown>();
  return (name) => {
    if (made.has(name)) return made.get(name);
    if (!Object.hasOwn(resources, name)) throw new ResourceUnknown(name, Object.keys(resources));
    const resource = resources[name];
    const value: unknown = typeof resource === "function" ? (resource as () => unknown)() : resource;
    made.set(name, value);
    // What could not be made is tried again by the next who asks.
    if (value instanceof Promise) value.catch(() => made.delete(name));
    return value;
  };
}

class ResourceUnknown extends Error {
  override name = "ResourceUnknown";
  readonly code = "RESOURCE_UNKNOWN";

  constructor(name: string, known: string[]) {
    const there =
      known.length > 0 ? `There are ${known.join(", ")}.` : "The project's trackside.config.ts names none under `resources`.";
    super(`There is no resource "${name}". ${there}`);
  }
}
