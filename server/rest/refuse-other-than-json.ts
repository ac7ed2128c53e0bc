import { AppError } from "@/server/errors";

/** tRPC takes multipart and octet streams too; nothing here sends them, and forms of other sites could. */
export function refuseOtherThanJson(request: Request): Response | undefined {
  if (request.method !== "POST") return undefined;
  const type = request.headers.get("content-type")?.split(";")[0]?.trim().toLowerCase();
  if (type === "application/json") return undefined;
  const error = new AppError("unsupported-media-type", "Send the body as application/json.");
  return Response.json(error.toProblem(), { status: error.status, headers: { "content-type": "application/problem+json" } });
}
