"use client";

import { useId } from "react";
import { controlShape, Field, noted } from "@/components/ui/field";
import type { DatasetRunCheck } from "@/server/domain/dataset-run";
import type { RunPlan } from "./run-plan";

type PlanOptionsProps = {
  plan: RunPlan;
  change: (part: Partial<RunPlan>) => void;
  usualName: string | undefined;
  check: DatasetRunCheck | undefined;
  faultOf: (path: string) => string | undefined;
};

/** What it is called, and which models take the place of the agent's. */
export function PlanOptions({ plan, change, usualName, check, faultOf }: PlanOptionsProps) {
  return (
    <>
      <TextOption
        label="Name"
        value={plan.name}
        placeholder={usualName}
        fault={faultOf("name")}
        onChange={(name) => change({ name })}
      />
      <details className="group" open={Object.keys(plan.profiles).length > 0}>
        <summary className="w-fit rounded-sm text-ink-2 hover:text-ink">Models</summary>
        <div className="mt-2 flex flex-col gap-2.5">
          {check && check.profiles.length === 0 ? (
            <p className="text-xs text-ink-2">The agent does not say which model profiles it uses.</p>
          ) : null}
          {check?.profiles.map(({ name, model }) => (
            <ProfileOption
              key={name}
              profile={name}
              others={check.profileNames.filter((other) => other !== name)}
              value={plan.profiles[name] ?? ""}
              model={model}
              fault={faultOf(`profiles.${name}`)}
              onChange={(other) => change({ profiles: { ...plan.profiles, [name]: other } })}
            />
          ))}
        </div>
      </details>
    </>
  );
}

type TextOptionProps = {
  label: string;
  value: string;
  placeholder: string | undefined;
  hint?: string;
  list?: readonly string[];
  fault: string | undefined;
  onChange: (value: string) => void;
};

function TextOption({ label, value, placeholder, hint, list, fault, onChange }: TextOptionProps) {
  const id = useId();
  const faults = fault === undefined ? [] : [fault];
  return (
    <Field id={id} label={label} hint={hint} faults={faults}>
      <input
        {...noted(id, hint, faults)}
        value={value}
        placeholder={placeholder}
        autoComplete="off"
        list={list ? `${id}-list` : undefined}
        onChange={(event) => onChange(event.target.value)}
        className={`${controlShape} h-7`}
      />
      {list ? (
        <datalist id={`${id}-list`}>
          {list.map((word) => (
            <option key={word} value={word}>
              {word}
            </option>
          ))}
        </datalist>
      ) : null}
    </Field>
  );
}

type ProfileOptionProps = {
  profile: string;
  others: readonly string[];
  value: string;
  model: string | undefined;
  fault: string | undefined;
  onChange: (other: string) => void;
};

function ProfileOption({ profile, others, value, model, fault, onChange }: ProfileOptionProps) {
  return (
    <TextOption
      label={profile}
      value={value}
      placeholder={model ?? "as the project says"}
      list={others}
      hint="Instead of it: another profile's name, or another model of its provider"
      fault={fault}
      onChange={onChange}
    />
  );
}
