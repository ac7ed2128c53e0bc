import { contentTypeOf, contentTypePattern, faultOfArtifactName, mostArtifactBytes } from "@/server/domain/artifact";
import { stepPlace } from "@/server/domain/step-place";
import type { ArtifactData, KeptArtifact } from "@/server/sdk/run-files";
import { never, type Scope } from "./running-run";
import { toJsonText } from "./serialise";

/** Keeps a file with the run, in its step's folder; the same name again replaces it. Resolves once it is durable. */
export async function keepArtifact(
  { run, path: step }: Scope,
  name: string,
  data: ArtifactData,
  contentType?: string,
): Promise<KeptArtifact> {
  const fault = typeof name === "string" ? faultOfArtifactName(name) : "is not a text";
  if (fault) throw new ArtifactRefused(`The artifact name ${JSON.stringify(name)?.slice(0, 300)} ${fault}.`);
  if (contentType !== undefined && !contentTypePattern.test(contentType))
    throw new ArtifactRefused(`The content type of ${name}, ${JSON.stringify(contentType)}, is none: write one as text/plain.`);
  const body = toBytes(name, data);
  if (body.byteLength > mostArtifactBytes)
    throw new ArtifactRefused(
      `The artifact ${name} has ${body.byteLength} bytes; at most ${mostArtifactBytes} are kept. Write it under ctx.dirs.run, or in parts.`,
    );
  if (run.ended) return never();
  const path = `${stepPlace(step, run.replay.crowded)}/${name}`;
  const type = contentType ?? contentTypeOf(name, typeOf(data));
  await run.durable(run.report({ is: "artifact", at: Date.now(), path, contentType: type, body }, body.byteLength));
  return { path, bytes: body.byteLength };
}

/** A copy where it is the caller's own: what is sent must not change on its way. */
function toBytes(name: string, data: ArtifactData): Uint8Array {
  if (data instanceof Uint8Array) return Uint8Array.from(data);
  const text = typeof data === "string" ? data : toJsonText(data, `The artifact ${name}`);
  if (text === undefined)
    throw new ArtifactRefused(`The artifact ${name} is ${typeof data}: give a text, a Uint8Array, or a JSON value.`);
  return new TextEncoder().encode(text);
}

function typeOf(data: ArtifactData): string {
  if (data instanceof Uint8Array) return "application/octet-stream";
  return typeof data === "string" ? "text/plain" : "application/json";
}

class ArtifactRefused extends Error {
  override name = "ArtifactRefused";
  readonly code = "ARTIFACT_REFUSED";
}
