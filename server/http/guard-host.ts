import type { IncomingMessage } from "node:http";
import { isLoopback } from "@/server/env";
import { AppError } from "@/server/errors";
import type { Guard } from "./refusal";

/** Requests that came here under another name were tricked here (DNS rebinding): 421 on every route. */
export function guardHost(allowedHosts: string[]): Guard {
  const isOurs = (host: string): boolean => {
    // A name's last dot is lawful and changes nothing.
    const [, name = "", port = ""] = /^(.*?)\.?(:\d*)?$/.exec(host.toLowerCase()) ?? [];
    return isLoopback(name) || (name !== "" && (allowedHosts.includes(name) || allowedHosts.includes(name + port)));
  };

  return (request) => {
    const hosts = hostHeaders(request);
    if (hosts.length > 1 || (hosts.length === 0 && request.httpVersion === "1.1"))
      return new AppError("bad-input", "A request has exactly one Host header.");
    // A proxy's form of address names the host once more; the request is meant for that one.
    const target = /^https?:\/\/([^/?#]*)/i.exec(request.url ?? "")?.[1];
    const foreign = [...(target === undefined ? [] : [target]), hosts[0] ?? ""].find((host) => !isOurs(host));
    if (foreign === undefined) return undefined;
    return new AppError(
      "misdirected",
      `This console does not answer to the name "${foreign}". Name it in TRACKSIDE_ALLOWED_HOSTS if it should.`,
    );
  };
}

/** As they were sent: Node keeps only the first of several. */
function hostHeaders({ rawHeaders }: IncomingMessage): string[] {
  return rawHeaders.filter((_value, at) => at % 2 === 1 && rawHeaders[at - 1]?.toLowerCase() === "host");
}
