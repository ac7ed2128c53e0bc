import { AppError } from "@/server/errors";
import type { Guard } from "./refusal";

const longestTarget = 8192;

/** Addresses nobody writes by accident: not UTF-8, with NUL, with parts that lead elsewhere. They get no further. */
export const guardTarget: Guard = (request) => {
  // Whose name it carries has been checked; from here on it is a path like any other.
  const target = (request.url ?? "").replace(/^https?:\/\/[^/?#]*(?=[/?#]|$)/i, "");
  request.url = target.startsWith("/") ? target : `/${target}`;
  const [path = ""] = request.url.split(/[?#]/);
  if (/^[^/?#]/.test(target) || target.length > longestTarget || !isPath(path))
    return new AppError("bad-input", "The address of this request is malformed.");
  return undefined;
};

/** A double slash, a backslash or a dot part would be tidied up on the way, and the answer be another address's. */
function isPath(path: string): boolean {
  if (/\/\/|\\|[^\x21-\x7e]/.test(path)) return false;
  try {
    const parts = path.split("/").map(decodeURIComponent);
    return !parts.some((part) => part === "." || part === ".." || part.includes("\0"));
  } catch {
    return false;
  }
}
