import type { ReactNode, SVGProps } from "react";

type IconProps = Omit<SVGProps<SVGSVGElement>, "children">;

/** One grid (16), one stroke, always beside a word or inside something that has a name: so hidden from screen readers. */
function icon(shape: ReactNode) {
  return function Icon({ className, ...props }: IconProps) {
    return (
      <svg
        viewBox="0 0 16 16"
        width="16"
        height="16"
        fill="none"
        stroke="currentColor"
        strokeWidth="1.5"
        strokeLinecap="round"
        strokeLinejoin="round"
        aria-hidden="true"
        className={className ?? "shrink-0"}
        {...props}
      >
        {shape}
      </svg>
    );
  };
}

export const OverviewIcon = icon(<path d="M2.5 13V9M6.2 13V5.5M9.8 13V3M13.5 13V7.5" />);
export const RunsIcon = icon(<path d="M2.5 4h6M5.5 8h8M4 12h5.5" />);
export const AgentsIcon = icon(
  <>
    <rect x="3.25" y="5.25" width="9.5" height="8" rx="2.25" />
    <path d="M8 5.25V2.5M1.5 8.5v2M14.5 8.5v2M6.25 11h3.5" />
    <path d="M6.1 8.4h.01M9.9 8.4h.01" strokeWidth="2" />
  </>,
);
export const DatasetsIcon = icon(
  <>
    <ellipse cx="8" cy="4" rx="5" ry="2" />
    <path d="M3 4v8c0 1.1 2.2 2 5 2s5-.9 5-2V4M3 8c0 1.1 2.2 2 5 2s5-.9 5-2" />
  </>,
);
export const SettingsIcon = icon(
  <>
    <path d="M2.5 4.75h5M11.5 4.75h2M2.5 11.25h2M8.5 11.25h5" />
    <circle cx="9.5" cy="4.75" r="1.9" />
    <circle cx="6.5" cy="11.25" r="1.9" />
  </>,
);
export const MenuIcon = icon(<path d="M2.5 4.5h11M2.5 8h11M2.5 11.5h11" />);
export const FoldIcon = icon(
  <>
    <rect x="2" y="2.75" width="12" height="10.5" rx="2" />
    <path d="M6 3v10" />
  </>,
);
export const ChevronRightIcon = icon(<path d="m6 3.5 4.5 4.5L6 12.5" />);
export const ChevronDownIcon = icon(<path d="m3.5 6 4.5 4.5L12.5 6" />);
export const MoreIcon = icon(<path d="M3.5 8h.01M8 8h.01M12.5 8h.01" strokeWidth="2" />);
export const CloseIcon = icon(<path d="m4 4 8 8M12 4l-8 8" />);
export const CheckIcon = icon(<path d="m3 8.5 3.2 3.2L13 5" />);
export const CopyIcon = icon(
  <>
    <rect x="5.5" y="5.5" width="8" height="8" rx="1.5" />
    <path d="M10.5 3.5v-.3c0-.7-.5-1.2-1.2-1.2H3.7C3 2 2.5 2.5 2.5 3.2v5.6c0 .7.5 1.2 1.2 1.2H4" />
  </>,
);
export const AlertIcon = icon(<path d="M8 2.5 14 13H2L8 2.5ZM8 6.5v3M8 11.3v.1" />);
export const PlayIcon = icon(<path d="M4.5 3v10l8-5-8-5Z" />);
export const StopIcon = icon(<rect x="4.5" y="4.5" width="7" height="7" rx="1.25" fill="currentColor" stroke="none" />);
export const SearchIcon = icon(
  <>
    <circle cx="7" cy="7" r="4.25" />
    <path d="m10.2 10.2 3.3 3.3" />
  </>,
);
export const PlusIcon = icon(<path d="M8 3v10M3 8h10" />);
export const DownloadIcon = icon(<path d="M8 2.5v7.5m0 0L4.8 6.9M8 10l3.2-3.1M3 13.5h10" />);
export const SunIcon = icon(
  <>
    <circle cx="8" cy="8" r="2.75" />
    <path d="M8 1.5v1M8 13.5v1M1.5 8h1M13.5 8h1M3.4 3.4l.7.7M11.9 11.9l.7.7M3.4 12.6l.7-.7M11.9 4.1l.7-.7" />
  </>,
);
export const MoonIcon = icon(<path d="M13.3 9.6A5.8 5.8 0 0 1 6.4 2.7a5.8 5.8 0 1 0 6.9 6.9Z" />);
export const ScreenIcon = icon(
  <>
    <rect x="2" y="3" width="12" height="8" rx="1.5" />
    <path d="M6 13.5h4" />
  </>,
);

/* Statuses: each its own outline, told apart without colour */
export const PendingIcon = icon(<circle cx="8" cy="8" r="5.25" strokeDasharray="2.2 2" />);
export const RunningIcon = icon(
  <>
    <circle cx="8" cy="8" r="5.25" strokeOpacity=".35" />
    <circle cx="8" cy="8" r="2.75" fill="currentColor" stroke="none" />
  </>,
);
export const WaitingIcon = icon(<path d="M5.5 4v8M10.5 4v8" strokeWidth="2" />);
export const ErrorIcon = icon(<path d="m4.2 4.2 7.6 7.6M11.8 4.2l-7.6 7.6" strokeWidth="1.75" />);
export const TimeoutIcon = icon(
  <>
    <circle cx="8" cy="8" r="5.25" />
    <path d="M8 5v3h2.5" />
  </>,
);
export const CancelledIcon = icon(
  <>
    <circle cx="8" cy="8" r="5.25" />
    <path d="m4.4 11.6 7.2-7.2" />
  </>,
);
export const ReusedIcon = icon(
  <path d="M3 7.2A5.2 5.2 0 0 1 12.4 5M13 8.8A5.2 5.2 0 0 1 3.6 11M12.6 2.4V5.2H9.8M3.4 13.6v-2.8h2.8" />,
);
export const KeyboardIcon = icon(
  <>
    <rect x="1.75" y="4" width="12.5" height="8" rx="1.5" />
    <path d="M4.5 6.75h.1M7 6.75h.1M9.5 6.75h.1M11.5 6.75h.1M5.5 9.5h5" />
  </>,
);
