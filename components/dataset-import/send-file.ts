import type { Dataset, ImportFormat } from "@/server/domain/dataset";
import { mediaTypes } from "./file-format";
import { ImportError, notSent, parseAnswer } from "./import-error";

export type SentFile = { imported: number; version: number; dataset?: Dataset };

type Sending = {
  address: string;
  format: ImportFormat;
  file: Blob;
  onProgress: (sentBytes: number) => void;
  signal: AbortSignal;
};

/** By XMLHttpRequest: fetch does not tell how much of a body is sent. The browser reads the file as it sends it. */
export function sendFile({ address, format, file, onProgress, signal }: Sending): Promise<SentFile> {
  return new Promise((resolve, reject) => {
    const request = new XMLHttpRequest();
    request.open("POST", address);
    request.setRequestHeader("content-type", mediaTypes[format]);
    request.upload.addEventListener("progress", ({ loaded }) => onProgress(loaded));
    request.upload.addEventListener("load", () => onProgress(file.size));
    request.addEventListener("load", () => {
      const said = parseAnswer(request.responseText);
      if (request.status === 201) resolve(said as SentFile);
      else reject(new ImportError(said));
    });
    request.addEventListener("error", () => reject(new ImportError(notSent)));
    request.addEventListener("abort", () => reject(new DOMException("cancelled", "AbortError")));
    signal.addEventListener("abort", () => request.abort());
    request.send(file);
  });
}
