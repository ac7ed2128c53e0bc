"use client";

import { unstable_rethrow } from "next/navigation";
import { useActionState, useState } from "react";
import { useStartDatasetRun, type StartDatasetRunState } from "./start-action";

/** Starts a dataset run, and at most once: the same key goes with every try, until the console has said that nothing came of one. */
export function useCreateDatasetRun() {
  const start = useStartDatasetRun();
  const [key, setKey] = useState(makeKey);
  const [state, submit, pending] = useActionState(async (before: StartDatasetRunState, form: FormData) => {
    try {
      const answer = await start(before, form);
      setKey(makeKey());
      return answer;
    } catch (error) {
      unstable_rethrow(error);
      return { problem: { title: "It did not start", detail: whatToDo(error), errors: [] } };
    }
  }, {});
  return { key, problem: state.problem, submit, pending };
}

function whatToDo(error: unknown): string {
  // Next gives what was thrown on the server a digest, and no words.
  const onServer = typeof error === "object" && error !== null && "digest" in error;
  return onServer
    ? "The console could not start it; its log says why. Nothing is lost: try again."
    : "The console did not answer. Try again: however often it is sent, it starts once.";
}

/** Not randomUUID: browsers give that to https and localhost only. */
function makeKey(): string {
  return Array.from(crypto.getRandomValues(new Uint8Array(16)), (byte) => byte.toString(16).padStart(2, "0")).join("");
}
