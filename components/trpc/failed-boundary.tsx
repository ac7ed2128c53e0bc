"use client";

import { useQueryErrorResetBoundary } from "@tanstack/react-query";
import { useSearchParams } from "next/navigation";
import { Component, type ReactNode } from "react";
import { useConsoleStatus } from "@/components/shell/use-console-status";
import { Button } from "@/components/ui/button";
import { EmptyState } from "@/components/ui/empty-state";
import { noAnswer, problemOf } from "./problem";

type FailedBoundaryProps = { what: string; action?: ReactNode; children: ReactNode };

/** A part of a page that could not be read says so in its place; the rest of the page stays. */
export function FailedBoundary(props: FailedBoundaryProps) {
  const { reset } = useQueryErrorResetBoundary();
  const { dataUpdatedAt } = useConsoleStatus();
  return <Boundary {...props} address={useSearchParams().toString()} answeredAt={dataUpdatedAt} onRetry={reset} />;
}

/** What is asked for, and when the console last answered anything. */
type Around = { address: string; answeredAt: number; onRetry: () => void };

class Boundary extends Component<FailedBoundaryProps & Around, { error?: unknown }> {
  override state: { error?: unknown } = {};

  private asked = false;

  private failed?: { address: string; at: number };

  static getDerivedStateFromError(error: unknown) {
    return { error };
  }

  /** What failed on the server comes here without its reason: it is asked again once, from here, and says it itself. */
  override componentDidCatch(error: unknown) {
    this.failed = { address: this.props.address, at: Date.now() };
    if (this.asked || !isNameless(error)) return;
    this.asked = true;
    this.retry();
  }

  /** Another address asks for something else; and what only had no answer gets one once the console is back. */
  override componentDidUpdate() {
    const { failed, state, props } = this;
    if (state.error === undefined || failed === undefined) return;
    const back = props.answeredAt > failed.at && problemOf(state.error).title === noAnswer;
    if (back || props.address !== failed.address) this.retry();
  }

  private retry = () => {
    delete this.failed;
    this.props.onRetry();
    this.setState({ error: undefined });
  };

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
    return (
      <EmptyState
        kind="failed"
        title={`${this.props.what} could not be read`}
        action={
          <>
            <Button look="primary" onClick={this.retry}>
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
