export { markUndrawnRuns as markUndrawn } from "./undrawn-store";
