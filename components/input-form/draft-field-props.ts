import type { ComponentType } from "react";
import type { Draft } from "./draft";
import type { FieldFault } from "./draft-value";
import type { FieldSpec } from "./field-spec";

export type DraftFieldProps<Spec extends FieldSpec = FieldSpec> = {
  label: string;
  spec: Spec;
  path: string;
  required: boolean;
  draft: Draft;
  faults: readonly FieldFault[];
  onChange: (draft: Draft) => void;
  /** In a list the group's name and the place say enough: the label is for screen readers. */
  bare?: boolean;
};

/** Fields hold fields; the outer one is handed in, so that the files do not import each other in a circle. */
export type WithField<Props> = Props & { Field: ComponentType<DraftFieldProps> };
