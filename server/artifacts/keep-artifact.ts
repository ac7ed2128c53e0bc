import type { Statement } from "@/db/statement";
import type { ArtifactReport } from "@/server/domain/host-protocol";
import { putArtifact } from "./store";

export { deleteArtifacts } from "./store";

/** What writes an artifact down, with whatever else its batch records. */
export function keepArtifact(runKey: number, { path, contentType, at, body }: ArtifactReport): Statement {
  return putArtifact({ runKey, path, contentType, bytes: body.byteLength, writtenAt: at, body });
}
