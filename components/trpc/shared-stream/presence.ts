/** Whether somebody looks at this tab; one that was hidden for a while is away, and lets go of what it watches. */
export type Presence = "seen" | "hidden" | "away";

const patienceMs = 5_000;

export function watchPresence(tell: (presence: Presence) => void): Presence {
  let timer: ReturnType<typeof setTimeout> | undefined;
  const isSeen = (): boolean => document.visibilityState === "visible";
  const look = (): void => {
    clearTimeout(timer);
    tell(isSeen() ? "seen" : "hidden");
    if (!isSeen()) timer = setTimeout(() => tell("away"), patienceMs);
  };
  document.addEventListener("visibilitychange", look);
  // A page that is put aside may come back as it was.
  window.addEventListener("pagehide", () => {
    clearTimeout(timer);
    tell("away");
  });
  window.addEventListener("pageshow", look);
  return isSeen() ? "seen" : "away";
}
