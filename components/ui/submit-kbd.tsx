"use client";

import { Kbd } from "./kbd";
import { useModSign } from "./keys/use-mod-sign";

/** On the button of a form that ⌘ or Ctrl with Enter sends. */
export function SubmitKbd() {
  return <Kbd>{`${useModSign()}↵`}</Kbd>;
}
