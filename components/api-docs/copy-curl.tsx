"use client";

import { CopyButton } from "@/components/ui/copy-button";
import { curlOf, type CurlParts } from "./curl-of";

export function CopyCurl({ parts }: { parts: CurlParts }) {
  return <CopyButton label="Copy as cURL" text={() => curlOf(parts, location.origin)} />;
}
