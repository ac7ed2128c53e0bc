"use client";

import { useQueryErrorResetBoundary } from "@tanstack/react-query";
import { Component, type ReactNode } from "react";
import { Button } from "@/components/ui/button";
import { EmptyState } from "@/components/ui/empty-state";
import { problemOf } from "./problem";

type FailedBoundaryProps = { what: string; action?: ReactNode; children: ReactNode };

/** A part of a page that could not be read says so in its place; the rest of the page stays. */
export function FailedBoundary(props: FailedBoundaryProps) {
  const { reset } = useQueryErrorResetBoundary();
  return <Boundary {...props} onRetry={reset} />;
}

class Boundary extends Component<FailedBoundaryProps & { onRetry: () => void }, { error?: unknown }> {
  override state: { error?: unknown } = {};

  private asked = false;

  static getDerivedStateFromError(error: unknown) {
    return { error };
  }

  /** What failed on the server comes here without its reason: it is asked again once, from here, and says it itself. */
  override componentDidCatch(error: unknown) {
    if (this.asked || !isNameless(error)) return;
    this.asked = true;
    this.props.onRetry();
    this.setState({ error: undefined });
  }

  override render() {
    if (this.state.error === undefined) return this.props.children;
    if (isLostPart(this.state.error))
      return (
        <EmptyState
          kind="failed"
          title={`${this.props.what} could not be shown`}
          action={
            <Button look="primary" onClick={() => location.reload()}>
              Reload the page
            </Button>
          }
        >
          A part of this page could not be loaded. The console may have been updated since the page was opened.
        </EmptyState>
      );
    const { detail, title } = problemOf(this.state.error);
    const retry = () => {
      this.props.onRetry();
      this.setState({ error: undefined });
    };
    return (
      <EmptyState
        kind="failed"
        title={`${this.props.what} could not be read`}
        action={
          <>
            <Button look="primary" onClick={retry}>
              Try again
            </Button>
            {this.props.action}
          </>
        }
      >
        {detail ?? title}
      </EmptyState>
    );
  }
}

/** A script of the page did not come; its own message names a file nobody knows. */
function isLostPart(error: unknown): boolean {
  return error instanceof Error && error.name === "ChunkLoadError";
}

/** React's word for an error of the server's drawing; its message is of no use to anyone. */
function isNameless(error: unknown): boolean {
  return error instanceof Error && "digest" in error;
}
