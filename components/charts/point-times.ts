export type Span = { from: number; to: number };

const hourMs = 3_600_000;
const days = ["Sun", "Mon", "Tue", "Wed", "Thu", "Fri", "Sat"];
const months = ["Jan", "Feb", "Mar", "Apr", "May", "Jun", "Jul", "Aug", "Sep", "Oct", "Nov", "Dec"];
const pad = (value: number) => String(value).padStart(2, "0");

const clock = (date: Date) => `${pad(date.getHours())}:${pad(date.getMinutes())}`;
const dayOf = (date: Date) => `${days[date.getDay()] ?? ""} ${date.getDate()} ${months[date.getMonth()] ?? ""}`;
const isDaily = ({ from, to }: Span) => to - from > 20 * hourMs;

/** A point's span in the reader's own time zone, so only to be written in the browser. */
export function spanWords(span: Span): string {
  const [from, to] = [new Date(span.from), new Date(span.to)];
  if (isDaily(span)) {
    const last = new Date(span.to - 1);
    return dayOf(from) === dayOf(last) ? dayOf(from) : `${dayOf(from)} – ${dayOf(last)}`;
  }
  return `${dayOf(from)}, ${clock(from)}–${clock(to)}`;
}

export type TimeTick = { at: number; word: string };

/** Some four to seven of the points have a word under them: hours, or days where a new one begins. */
export function timeTicks(points: readonly Span[]): TimeTick[] {
  const [first, last] = [points[0], points.at(-1)];
  if (!first || !last) return [];
  const within = last.to - first.from <= 26 * hourMs;
  const words = points.flatMap((point, at) => {
    const date = new Date(point.from);
    if (within) return date.getHours() % 4 === 0 && date.getMinutes() === 0 ? [{ at, word: clock(date) }] : [];
    return date.getHours() === 0 || isDaily(point) ? [{ at, word: dayWord(date, points.length > 28) }] : [];
  });
  const every = Math.ceil(words.length / 7);
  return words.filter((_, at) => at % every === 0);
}

const dayWord = (date: Date, long: boolean) =>
  long ? `${date.getDate()} ${months[date.getMonth()] ?? ""}` : `${days[date.getDay()] ?? ""} ${date.getDate()}`;
