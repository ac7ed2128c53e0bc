export type Grade = { grade: number; reason: string };

const mostReason = 4000;
/** Bounds of the search, whatever an answer is made of. */
const mostText = 20_000;
const mostTries = 50;

/** The grade in a model's answer: models put words around their JSON, or a fence, or the number in quotes. */
export function readGrade(text: string, scale: number): Grade {
  const answer = findObject(text);
  if (answer === undefined) throw new Error(`The model's answer holds no JSON object: ${short(text)}`);
  const grade = toNumber(answer["grade"], scale);
  if (grade === undefined || grade < 1 || grade > scale)
    throw new Error(`The model's answer holds no grade from 1 to ${scale}: ${short(text)}`);
  const { reason } = answer;
  return { grade, reason: typeof reason === "string" ? reason.slice(0, mostReason) : "" };
}

/** The last object that has a grade: what comes before may be thought aloud. */
function findObject(answer: string): Record<string, unknown> | undefined {
  const whole = parse(answer);
  if (whole) return whole;
  const text = answer.slice(-mostText);
  for (const from of placesOf("{", text).slice(-mostTries).toReversed())
    for (const to of placesOf("}", text.slice(from)).slice(0, mostTries)) {
      const found = parse(text.slice(from, from + to + 1));
      if (found && "grade" in found) return found;
    }
  return undefined;
}

const placesOf = (sign: string, text: string): number[] =>
  [...text.matchAll(new RegExp(`\\${sign}`, "g"))].map(({ index }) => index);

function parse(text: string): Record<string, unknown> | undefined {
  try {
    const value: unknown = JSON.parse(text);
    return typeof value === "object" && value !== null && !Array.isArray(value) ? (value as Record<string, unknown>) : undefined;
  } catch {
    return undefined;
  }
}

function toNumber(grade: unknown, scale: number): number | undefined {
  if (typeof grade === "number") return grade;
  const [, digits, of] = /^\s*(\d+(?:\.\d+)?)\s*(?:\/\s*(\d+))?\s*$/.exec(typeof grade === "string" ? grade : "") ?? [];
  return digits === undefined || (of !== undefined && Number(of) !== scale) ? undefined : Number(digits);
}

function short(text: string): string {
  return text.trim() === "" ? "it is empty." : JSON.stringify(text.length > 200 ? `${text.slice(0, 200)}…` : text);
}
