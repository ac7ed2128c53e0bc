"use client";

import { useQuery } from "@tanstack/react-query";
import clsx from "clsx";
import { useTRPC } from "@/components/trpc/client";
import { problemOf } from "@/components/trpc/problem";
import { CopyButton } from "@/components/ui/copy-button";
import { Skeleton } from "@/components/ui/skeleton";
import { formatBytes, formatCount } from "@/server/domain/format";
import type { ShownMessage } from "@/server/domain/shorten";
import type { Step } from "@/server/domain/step";
import { MessageParts } from "./chat-view";

type StepMessagesProps = { runId: string; agentId: string; step: Step };

/** A model call as the chat it is: what was said to the model, and its answer. */
export function StepMessages({ runId, agentId, step }: StepMessagesProps) {
  const trpc = useTRPC();
  // A step that ends has an answer then.
  const { data, error } = useQuery(
    trpc.runs.chat.queryOptions(
      { runId, stepId: step.id },
      {
        staleTime: step.endedAt === undefined ? 0 : Number.POSITIVE_INFINITY,
        refetchInterval: step.endedAt === undefined ? 2_000 : false,
      },
    ),
  );
  if (error) return <p className="text-fail">{problemOf(error).detail ?? "The messages could not be read."}</p>;
  if (!data) return <Skeleton className="h-60 w-full" />;
  const { messages, answer, leftOut, tooLarge } = data;
  const href = `/api/agents/${agentId}/runs/${runId}/steps/${step.id}/input`;
  const all = [...messages, ...(answer ? [answer] : [])];
  if (all.length === 0 && tooLarge === undefined)
    return <p className="py-6 text-center text-ink-3">No messages were recorded.</p>;
  return (
    <>
      {tooLarge === undefined ? null : (
        <p className="rounded-md border border-line bg-sunk px-3 py-2 text-ink-2">
          The prompt has {formatBytes(tooLarge)}: too much to show as messages.{" "}
          <a href={href} download className="font-medium text-accent-ink hover:underline">
            Download it
          </a>
        </p>
      )}
      <ol aria-label="Messages" className="flex flex-col gap-3">
        {all.map((message, index) => (
          <MessageItem key={index} message={message} answer={message === answer}>
            {leftOut !== undefined && index === 1 ? (
              <p className="mt-3 text-center text-xs text-ink-3">
                {formatCount(leftOut)} messages are left out here; Input has them.
              </p>
            ) : null}
          </MessageItem>
        ))}
      </ol>
    </>
  );
}

const roleWords: Readonly<Record<string, string>> = {
  system: "System",
  user: "User",
  assistant: "Model",
  tool: "Tool",
  developer: "Developer",
};

type MessageItemProps = { message: ShownMessage; answer: boolean; children: React.ReactNode };

function MessageItem({ message, answer, children }: MessageItemProps) {
  const text = message.parts.flatMap((part) => (part.type === "text" ? part.text : [])).join("\n");
  return (
    <li>
      <div className={clsx("rounded-md border px-3 pt-1.5 pb-2.5", answer ? "border-accent-line bg-accent-wash" : "border-line")}>
        <div className="flex h-7 items-center gap-2 text-xs">
          <span className="font-medium">{roleWords[message.role] ?? message.role}</span>
          {answer ? <span className="text-ink-2">answered</span> : null}
          {text === "" ? null : (
            <span className="-mr-1.5 ml-auto">
              <CopyButton iconOnly label="Copy the message" text={() => text} />
            </span>
          )}
        </div>
        {message.parts.length === 0 ? <p className="text-ink-3">It says nothing.</p> : <MessageParts parts={message.parts} />}
      </div>
      {children}
    </li>
  );
}
