export type NextPlace = { place: "shared" } | { place: "alone" } | { place: "nowhere" };

/**
 * Where a run goes on after its host died. `deaths` counts only hosts that may have died of it: not the console's own
 * end, and not a death another run was named guilty of.
 */
export function afterHostDeath(deaths: number): NextPlace {
  if (deaths < 2) return { place: "shared" };
  return deaths === 2 ? { place: "alone" } : { place: "nowhere" };
}
