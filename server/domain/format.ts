/** Numbers and times as people read them. Unknown is "—", never 0. All pure: server and browser must write the same. */
const unknown = "—";

const second = 1000;
const minute = 60 * second;
const hour = 60 * minute;
const day = 24 * hour;

const pad = (value: number) => String(value).padStart(2, "0");

export function formatDuration(ms: number | undefined): string {
  if (ms === undefined || !Number.isFinite(ms)) return unknown;
  const rounded = Math.max(0, Math.round(ms));
  if (rounded < second) return `${rounded} ms`;
  // Rounding first, or 59.96 s would read "60.0 s" beside "1 min 00 s".
  const tenths = Math.round(rounded / 100);
  if (tenths < 600) return `${Math.floor(tenths / 10)}.${tenths % 10} s`;
  const seconds = Math.round(rounded / second);
  if (seconds < 3600) return `${Math.floor(seconds / 60)} min ${pad(seconds % 60)} s`;
  const minutes = Math.floor(seconds / 60);
  if (minutes < 24 * 60) return `${Math.floor(minutes / 60)} h ${pad(minutes % 60)} min`;
  return `${Math.floor(minutes / (24 * 60))} d ${Math.floor(minutes / 60) % 24} h`;
}

/** A running clock: whole seconds, so that it counts and does not flicker. */
export function formatClock(ms: number): string {
  const seconds = Math.max(0, Math.floor(ms / second));
  const rest = `${pad(Math.floor(seconds / 60) % 60)}:${pad(seconds % 60)}`;
  if (seconds >= 3600) return `${Math.floor(seconds / 3600)}:${rest}`;
  return rest.startsWith("0") ? rest.slice(1) : rest;
}

/** A place on the time axis, as exact as the distance between its ticks asks for. */
export function formatTick(ms: number, stepMs: number): string {
  if (ms === 0) return stepMs >= 100 ? "0 s" : "0 ms";
  if (stepMs >= hour) return `${round(ms / hour, stepMs / hour)} h`;
  if (stepMs >= minute) return `${round(ms / minute, stepMs / minute)} min`;
  if (stepMs >= 100) return `${round(ms / second, stepMs / second)} s`;
  return `${round(ms, stepMs)} ms`;
}

function round(value: number, step: number): string {
  const places = Number.isInteger(step) ? 0 : Math.min(3, Math.ceil(-Math.log10(step % 1 || 1)));
  return value.toFixed(Math.max(0, places));
}

export function formatCost(costMicroUsd: number | undefined): string {
  if (costMicroUsd === undefined || !Number.isFinite(costMicroUsd)) return unknown;
  const usd = costMicroUsd / 1_000_000;
  if (usd === 0) return "$0";
  if (usd < 0.0001) return "<$0.0001";
  return `$${group(usd.toFixed(usd < 0.1 ? 4 : 2))}`;
}

export function formatCount(value: number | undefined): string {
  return value === undefined || !Number.isFinite(value) ? unknown : group(String(Math.round(value)));
}

/** Tokens: exact while that is short, then "18.2k". */
export function formatTokens(value: number | undefined): string {
  if (value === undefined || !Number.isFinite(value)) return unknown;
  if (value < 10_000) return group(String(value));
  return value < 999_950 ? `${(value / 1000).toFixed(1)}k` : `${(value / 1_000_000).toFixed(2)}M`;
}

export function formatScore(value: number | null | undefined): string {
  if (value === null || value === undefined) return "—";
  if (Math.abs(value) >= 1000) return Math.round(value).toLocaleString("en-US");
  return value.toFixed(2);
}

/** A part of a whole; "99 %" until it is all. */
export function formatShare(share: number): string {
  const percent = share * 100;
  return `${percent > 99 && percent < 100 ? "99" : percent.toFixed(percent < 1 && percent > 0 ? 1 : 0)} %`;
}

export function formatBytes(bytes: number): string {
  if (bytes < 1024) return `${bytes} B`;
  if (bytes < 1024 * 1024) return `${(bytes / 1024).toFixed(1)} KB`;
  if (bytes < 1024 ** 3) return `${(bytes / 1024 ** 2).toFixed(1)} MB`;
  return `${group((bytes / 1024 ** 3).toFixed(1))} GB`;
}

export function formatAgo(then: number, now: number): string {
  const ago = now - then;
  if (ago < 5 * second) return "just now";
  if (ago < minute) return `${Math.floor(ago / second)} s ago`;
  if (ago < hour) return `${Math.floor(ago / minute)} min ago`;
  if (ago < day) return `${Math.floor(ago / hour)} h ago`;
  return `${formatCount(Math.floor(ago / day))} d ago`;
}

const months = ["Jan", "Feb", "Mar", "Apr", "May", "Jun", "Jul", "Aug", "Sep", "Oct", "Nov", "Dec"];

/** The exact moment in the reader's own time zone, so only to be written in the browser. */
export function formatMoment(at: number): string {
  const date = new Date(at);
  const time = `${pad(date.getHours())}:${pad(date.getMinutes())}:${pad(date.getSeconds())}`;
  return `${date.getDate()} ${months[date.getMonth()] ?? ""} ${date.getFullYear()}, ${time}`;
}

function group(digits: string): string {
  const [whole = "", fraction] = digits.split(".");
  const grouped = whole.replace(/\B(?=(\d{3})+$)/g, ",");
  return fraction === undefined ? grouped : `${grouped}.${fraction}`;
}
