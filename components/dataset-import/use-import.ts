"use client";

import { useQueryClient } from "@tanstack/react-query";
import { useEffect, useRef, useState } from "react";
import { useTRPC } from "@/components/trpc/client";
import { problemOf, type Problem } from "@/components/trpc/problem";
import type { ImportFormat } from "@/server/domain/dataset";
import { sendFile, type SentFile } from "./send-file";

export type Sending = { sentBytes: number; startedAt: number };
type Asked = { address: string; format: ImportFormat; file: Blob };

/** One import at a time: on its way, refused, or cancelled. Who leaves the page hangs up, and nothing is imported. */
export function useImport(onDone: (sent: SentFile) => void) {
  const trpc = useTRPC();
  const client = useQueryClient();
  const running = useRef<AbortController>(undefined);
  const [sending, setSending] = useState<Sending>();
  const [problem, setProblem] = useState<Problem>();
  const [cancelled, setCancelled] = useState(false);
  useEffect(() => () => running.current?.abort(), []);
  useEffect(() => {
    if (!sending) return;
    const warn = (event: BeforeUnloadEvent) => event.preventDefault();
    window.addEventListener("beforeunload", warn);
    return () => window.removeEventListener("beforeunload", warn);
  }, [sending]);

  const forget = () => {
    setProblem(undefined);
    setCancelled(false);
  };
  const start = async (asked: Asked) => {
    if (running.current) return;
    const controller = new AbortController();
    running.current = controller;
    forget();
    const startedAt = Date.now();
    setSending({ sentBytes: 0, startedAt });
    try {
      const onProgress = (sentBytes: number) => setSending({ sentBytes, startedAt });
      const sent = await sendFile({ ...asked, onProgress, signal: controller.signal });
      await client.invalidateQueries(trpc.datasets.pathFilter());
      onDone(sent);
    } catch (error) {
      if (controller.signal.aborted) setCancelled(true);
      else setProblem(problemOf(error));
    } finally {
      running.current = undefined;
      setSending(undefined);
    }
  };
  return { sending, problem, cancelled, start, cancel: () => running.current?.abort(), forget };
}
