import { Readable } from "node:stream";

/**
 * What an agent wrote may be a page with a script in it. It is handed over as a file, never shown as one of our pages; the
 * policy all the API's answers carry is for those who make it one all the same.
 */
export function fileResponse(
  content: Readable,
  contentType: string,
  name: string,
  headers: Record<string, string> = {},
): Response {
  const plain = name.replace(/[^\w.-]/g, "_");
  const exact = encodeURIComponent(name).replace(/['()*]/g, (char) => `%${char.charCodeAt(0).toString(16).toUpperCase()}`);
  return new Response(Readable.toWeb(content) as ReadableStream<Uint8Array>, {
    headers: {
      "content-type": contentType,
      "content-disposition": `attachment; filename="${plain}"; filename*=UTF-8''${exact}`,
      "x-content-type-options": "nosniff",
      "cache-control": "no-store",
      ...headers,
    },
  });
}
