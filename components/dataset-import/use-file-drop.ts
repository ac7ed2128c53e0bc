"use client";

import { useState, type DragEvent } from "react";
import { fileOfDrop } from "./file-of-drop";

/** A file may be dropped anywhere on the page: beside the mark for it, too, where the browser would leave for the file. */
export function useFileDrop(onFile: (file: File | string) => void) {
  const [over, setOver] = useState(false);
  const handlers = {
    onDragOver: (event: DragEvent) => {
      event.preventDefault();
      setOver(true);
    },
    onDragLeave: ({ currentTarget, relatedTarget }: DragEvent) => {
      if (!(relatedTarget instanceof Node && currentTarget.contains(relatedTarget))) setOver(false);
    },
    onDrop: (event: DragEvent) => {
      event.preventDefault();
      setOver(false);
      onFile(fileOfDrop(event.dataTransfer));
    },
  };
  return { over, handlers };
}
