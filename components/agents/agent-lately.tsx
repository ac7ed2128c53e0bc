"use client";

import { Lately } from "./lately";
import { useLately } from "./use-lately";

export function AgentLately({ agentId }: { agentId: string }) {
  const lately = useLately([agentId]);
  return <Lately known={lately !== undefined} figures={lately?.[agentId]} />;
}
