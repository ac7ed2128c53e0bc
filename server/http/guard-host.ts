import { isLoopback } from "@/server/env";
import { AppError } from "@/server/errors";
import type { Guard } from "./refusal";

/** Requests that came here under another name were tricked here (DNS rebinding): 421 on every route. */
export function guardHost(allowedHosts: string[]): Guard {
  return ({ headers }) => {
    const host = headers.host?.toLowerCase() ?? "";
    const name = host.replace(/:\d*$/, "");
    if (isLoopback(name) || (host !== "" && (allowedHosts.includes(host) || allowedHosts.includes(name)))) return undefined;
    return new AppError(
      "misdirected",
      `This console does not answer to the name "${name}". Name it in TRACKSIDE_ALLOWED_HOSTS if it should.`,
    );
  };
}
