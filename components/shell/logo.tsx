import { useId } from "react";

/** Two lanes on a track; the only gradient in the house. */
export function Logo() {
  // Its own id each time: a gradient that lies in a hidden sidebar paints nothing elsewhere.
  const id = useId();
  return (
    <svg viewBox="0 0 18 18" width="18" height="18" aria-hidden="true" className="shrink-0">
      <defs>
        <linearGradient id={id} x1="0" y1="0" x2="1" y2="1">
          <stop offset="0" stopColor="#9b7bff" />
          <stop offset=".5" stopColor="#4f86ff" />
          <stop offset="1" stopColor="#22c3a6" />
        </linearGradient>
      </defs>
      <rect width="18" height="18" rx="5" fill={`url(#${id})`} />
      <path d="M4.5 6.5h9M4.5 11.5h6.5" stroke="#fff" strokeWidth="2" strokeLinecap="round" />
    </svg>
  );
}
