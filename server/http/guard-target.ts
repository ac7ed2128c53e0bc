import { AppError } from "@/server/errors";
import type { Guard } from "./refusal";

/** Addresses nobody writes by accident: not UTF-8, with NUL, not a path. They get no further. */
export const guardTarget: Guard = ({ url }) => {
  const bad = new AppError("bad-input", "The address of this request is malformed.");
  if (!url?.startsWith("/") || url.length > 8192) return bad;
  try {
    return decodeURIComponent(url.split("?")[0] ?? "").includes("\0") ? bad : undefined;
  } catch {
    return bad;
  }
};
