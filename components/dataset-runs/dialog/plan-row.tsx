import type { ReactNode } from "react";
import { fieldColumns } from "@/components/ui/field";

/** What is chosen, beside what it is called. */
export function PlanRow({ label, fault, children }: { label: ReactNode; fault?: string | undefined; children: ReactNode }) {
  return (
    <div className={fieldColumns}>
      <div className="font-medium @min-[400px]:pt-1">{label}</div>
      <div className="flex min-w-0 flex-col gap-1">
        {children}
        {fault === undefined ? null : <p className="text-xs text-fail [overflow-wrap:anywhere]">{fault}</p>}
      </div>
    </div>
  );
}
