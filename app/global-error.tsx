"use client";

import "./globals.css";
import { useEffect } from "react";
import { applyPreferences } from "@/components/shell/preferences";
import { Button } from "@/components/ui/button";
import { EmptyState } from "@/components/ui/empty-state";

/** When even the frame fails: its own document, with nothing in it that could fail again. */
export default function GlobalError({ error, retry }: { error: Error & { digest?: string }; retry: () => void }) {
  useEffect(applyPreferences, []);
  return (
    <html lang="en" suppressHydrationWarning>
      <body className="flex min-h-dvh items-center justify-center text-sm">
        <title>Something went wrong · Trackside</title>
        <main>
          <EmptyState
            kind="failed"
            heading="h1"
            title="The console could not be shown"
            action={
              <Button look="primary" onClick={() => retry()}>
                Try again
              </Button>
            }
          >
            Runs are not touched by this. The console's log says more
            {error.digest === undefined ? "." : ` under ${error.digest}.`}
          </EmptyState>
        </main>
      </body>
    </html>
  );
}
