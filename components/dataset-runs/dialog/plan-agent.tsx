"use client";

import { useId } from "react";
import { Field, noted } from "@/components/ui/field";
import { Picker } from "@/components/ui/picker";
import type { Agent } from "@/server/domain/agent";

type PlanAgentProps = {
  agents: readonly Agent[] | undefined;
  agent: Agent | undefined;
  faults: readonly string[];
  onChange: (agentId: string) => void;
};

/** Every agent there is; of one that cannot run, why. */
export function PlanAgent({ agents, agent, faults, onChange }: PlanAgentProps) {
  const id = useId();
  const own = agent && !agent.runnable ? [`It cannot run: ${whyNot(agent) ?? ""}`] : faults;
  return (
    <Field id={id} label="Agent" faults={own}>
      <Picker
        control={noted(id, undefined, own)}
        label="Agent"
        placeholder="Choose an agent"
        options={agents
          ?.toSorted(runnableFirst)
          .map((one) => ({ value: one.id, word: one.name, about: one.description ?? one.id, whyNot: whyNot(one) }))}
        value={agent?.id}
        onChange={onChange}
      />
    </Field>
  );
}

const runnableFirst = (a: Agent, b: Agent): number => Number(b.runnable) - Number(a.runnable);

function whyNot({ runnable, problem }: Agent): string | undefined {
  return runnable ? undefined : (problem ?? "it was imported, and has no code here.");
}
