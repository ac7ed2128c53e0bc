"use client";

import { useState } from "react";
import { mostFileBytes, openSource, type ImportSource } from "./import-source";

/** The file that was taken last, or why it was not. */
export function useSource(onTaken: () => void) {
  const [source, setSource] = useState<ImportSource>();
  const [refusal, setRefusal] = useState<string>();
  const take = (file: Blob, name: string) => {
    if (file.size > mostFileBytes) return setRefusal(`${name} is larger than 2 GiB, the most that comes in at once.`);
    openSource(file, name).then(
      (opened) => {
        setRefusal(undefined);
        setSource(opened);
        onTaken();
      },
      () => setRefusal(`${name} could not be read. If it was moved or changed, choose it again.`),
    );
  };
  const takeFile = (file: File | string) => (typeof file === "string" ? setRefusal(file) : take(file, file.name));
  return { source, refusal, take, takeFile, drop: () => setSource(undefined) };
}
