"use client";

import { AmountField } from "@/components/ui/amount-field";
import { PlanRow } from "./plan-row";
import type { RunPlan } from "./run-plan";

type PlanNumbersProps = {
  plan: RunPlan;
  change: (part: Partial<RunPlan>) => void;
  faultOf: (path: string) => string | undefined;
};

/** How often, how many at once, how long, and how often again. */
export function PlanNumbers({ plan, change, faultOf }: PlanNumbersProps) {
  const faults = [
    ["Trials", faultOf("trials")],
    ["At once", faultOf("concurrency")],
    ["Per item timeout", faultOf("itemTimeoutMs")],
    ["Retries", faultOf("maxRetries")],
  ].flatMap(([word, fault]) => (fault === undefined ? [] : [`${word} ${fault}`]));
  return (
    <PlanRow label="Trials" fault={faults.length > 0 ? faults.join("; ") : undefined}>
      <div className="grid grid-cols-2 gap-1.5 @min-[480px]:grid-cols-4">
        <AmountField
          label="Trials"
          unit={plan.trials.trim() === "1" ? "trial" : "trials"}
          value={plan.trials}
          placeholder="1"
          fault={faultOf("trials")}
          onChange={(trials) => change({ trials })}
        />
        <AmountField
          label="At once"
          unit="at once"
          value={plan.concurrency}
          placeholder="10"
          fault={faultOf("concurrency")}
          onChange={(concurrency) => change({ concurrency })}
        />
        <AmountField
          label="Per item timeout"
          unit={plan.timeoutSeconds === "" ? "limit" : "s each"}
          value={plan.timeoutSeconds}
          placeholder="agent's"
          fault={faultOf("itemTimeoutMs")}
          onChange={(timeoutSeconds) => change({ timeoutSeconds })}
        />
        <AmountField
          label="Retries"
          unit={plan.maxRetries.trim() === "1" ? "retry" : "retries"}
          value={plan.maxRetries}
          placeholder="0"
          fault={faultOf("maxRetries")}
          onChange={(maxRetries) => change({ maxRetries })}
        />
      </div>
    </PlanRow>
  );
}
