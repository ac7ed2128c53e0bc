/** Shorter texts cost less where they stand than a reference to them would. */
const leastShared = 1024;

/** JSON text, and the parts of it that are likely to come again in another value. */
export type SharedJson = { text: string; shared: [from: number, to: number][] };

/**
 * Writes an object whose messages grow from call to call: long ones are marked one by one, short ones in groups that are
 * cut the same way each time, so that what was said before is stored once however often it is sent again.
 */
export function shareMessages(fields: Record<string, unknown>): SharedJson {
  let text = "{";
  const shared: [number, number][] = [];
  const add = (json: string): void => {
    if (json.length >= leastShared) shared.push([text.length, text.length + json.length]);
    text += json;
  };
  for (const [name, value] of Object.entries(fields)) {
    if (value === undefined) continue;
    text += `${text.length > 1 ? "," : ""}${JSON.stringify(name)}:`;
    if (!Array.isArray(value)) add(JSON.stringify(value));
    else {
      text += "[";
      const groups = inGroups(value.map((one) => JSON.stringify(one) ?? "null"));
      for (const [at, group] of groups.entries()) {
        if (at > 0) text += ",";
        add(group);
      }
      text += "]";
    }
  }
  return { text: `${text}}`, shared };
}

/** From the first on: a group is full as soon as it is worth sharing, and what comes later never changes it. */
function inGroups(messages: string[]): string[] {
  const groups: string[] = [];
  let group = "";
  for (const message of messages) {
    if (group !== "" && message.length >= leastShared) {
      groups.push(group);
      group = "";
    }
    group += group === "" ? message : `,${message}`;
    if (group.length < leastShared) continue;
    groups.push(group);
    group = "";
  }
  return group === "" ? groups : [...groups, group];
}
