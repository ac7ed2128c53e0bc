import { z } from "zod";
import { stepKinds, stepStatuses } from "./step-kind";

export const stepKind = z.enum(stepKinds);
export const stepStatus = z.enum(stepStatuses);
