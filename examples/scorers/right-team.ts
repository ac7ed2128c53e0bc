import { defineScorer } from "trackside";

/** The team counts most: a ticket in wrong hands waits. The urgency is half a point more or less. */
export default defineScorer({
  id: "right-team",
  name: "Right team",
  description: "1 for team and urgency, 0.6 for the team alone, 0 otherwise",
  score({ output, expected }) {
    const [is, should] = [output, expected] as { team?: string; urgency?: string }[];
    if (is?.team !== should?.team) return { value: 0, pass: false, reason: `went to ${is?.team}, belongs to ${should?.team}` };
    if (is?.urgency === should?.urgency) return { value: 1, pass: true };
    return { value: 0.6, pass: true, label: "urgency", reason: `taken as ${is?.urgency}, is ${should?.urgency}` };
  },
});
