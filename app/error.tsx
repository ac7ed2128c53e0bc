"use client";

import { PageFrame } from "@/components/shell/page-frame";
import { Button, ButtonLink } from "@/components/ui/button";
import { EmptyState } from "@/components/ui/empty-state";

export default function ErrorPage({ error, retry }: { error: Error & { digest?: string }; retry: () => void }) {
  return (
    <PageFrame crumbs={[{ word: "Something went wrong" }]}>
      <EmptyState
        kind="failed"
        heading="h1"
        title="This page could not be shown"
        action={
          <>
            <Button look="primary" onClick={() => retry()}>
              Try again
            </Button>
            <ButtonLink href="/">Overview</ButtonLink>
          </>
        }
      >
        Runs are not touched by this. The console's log says more
        {error.digest === undefined ? "." : <span> under {error.digest}.</span>}
      </EmptyState>
    </PageFrame>
  );
}
