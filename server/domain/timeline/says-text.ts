import { decodeName } from "../step-path";

/** Whether a step is called so (its number among siblings included), or says so; with a dot in it, whether it stands at such a path. Case does not count. */
export function textTest(q: string | undefined): (step: { path: string; preview?: string | null }) => boolean {
  if (q === undefined) return () => true;
  const wanted = q.toLowerCase();
  const ofPath = wanted.includes(".");
  return ({ path, preview }) =>
    decodeName(path.slice(path.lastIndexOf(".") + 1))
      .toLowerCase()
      .includes(wanted) ||
    (preview?.toLowerCase().includes(wanted) ?? false) ||
    (ofPath && decodeName(path).toLowerCase().includes(wanted));
}
