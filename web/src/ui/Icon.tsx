const paths = {
  hash: "M10 4 8 20M16 4l-2 16M5 9h15M4 15h15",
  lock: "M7 11V8a5 5 0 0 1 10 0v3M5 11h14v9H5z",
  search: "M11 4a7 7 0 1 0 0 14 7 7 0 0 0 0-14zM16 16l5 5",
  send: "M4 12 20 4l-5 16-3.5-6.5z",
  plus: "M12 5v14M5 12h14",
  menu: "M4 6h16M4 12h16M4 18h16",
  people: "M9 11a4 4 0 1 0 0-8 4 4 0 0 0 0 8zM2 21a7 7 0 0 1 14 0M16 4a4 4 0 0 1 0 7M18 14a7 7 0 0 1 4 7",
  fold: "M6 9l6 6 6-6",
  down: "M12 5v14M6 13l6 6 6-6",
  eye: "M2 12s4-7 10-7 10 7 10 7-4 7-10 7S2 12 2 12zM12 9a3 3 0 1 0 0 6 3 3 0 0 0 0-6z",
  pen: "M4 20l1-5L16 4l4 4L9 19z",
  close: "M6 6l12 12M18 6 6 18",
  warning: "M12 3 2 20h20zM12 10v4M12 17v.01",
  copy: "M9 9h11v11H9zM5 15H4V4h11v1",
  bin: "M4 7h16M9 7V4h6v3M6 7l1 13h10l1-13M10 11v5M14 11v5",
  mark: "M3 6h18v12H3zM3 7l9 6 9-6",
  gear: "M4 7h9M19 7h1M4 17h1M11 17h9M16 4.5a2.5 2.5 0 1 0 0 5 2.5 2.5 0 0 0 0-5zM8 14.5a2.5 2.5 0 1 0 0 5 2.5 2.5 0 0 0 0-5z",
  compass: "M12 3a9 9 0 1 0 0 18 9 9 0 0 0 0-18zM15.5 8.5l-2 5-5 2 2-5z",
  thread: "M4 5h16v10h-9l-5 4v-4H4zM8 9h8M8 12h5",
  bell: "M6 16V11a6 6 0 0 1 12 0v5l2 2H4zM10 21h4",
  clip: "M8 12.5 14.5 6a3.5 3.5 0 0 1 5 5L11 19.5a5.5 5.5 0 0 1-8-8L11 4",
  file: "M6 3h8l4 4v14H6zM14 3v4h4",
  smile: "M12 3a9 9 0 1 0 0 18 9 9 0 0 0 0-18zM8.5 14a4.5 4.5 0 0 0 7 0M9 9.5v.01M15 9.5v.01",
  pin: "M9 3h6l-1 6 4 4v2H6v-2l4-4zM12 15v6",
  bookmark: "M7 3h10v18l-5-4-5 4z",
  link: "M10 14a4 4 0 0 0 6 .5l3-3a4 4 0 0 0-6-6l-1 1M14 10a4 4 0 0 0-6-.5l-3 3a4 4 0 0 0 6 6l1-1",
  quote: "M5 6h6v6c0 3-2 5-5 6M14 6h6v6c0 3-2 5-5 6",
  more: "M5.7 12a.7.7 0 1 0-1.4 0 .7.7 0 0 0 1.4 0M12.7 12a.7.7 0 1 0-1.4 0 .7.7 0 0 0 1.4 0M19.7 12a.7.7 0 1 0-1.4 0 .7.7 0 0 0 1.4 0",
  at: "M12 8a4 4 0 1 0 0 8 4 4 0 0 0 0-8zM16 8v5.5a2.5 2.5 0 0 0 5 0V12a9 9 0 1 0-3.6 7.2",
  check: "M5 12.5 10 17 19 7",
} as const;

export type IconName = keyof typeof paths;

export function Icon({ name, size = 18 }: { readonly name: IconName; readonly size?: number }) {
  return (
    <svg
      width={size}
      height={size}
      viewBox="0 0 24 24"
      fill="none"
      stroke="currentColor"
      stroke-width="1.8"
      stroke-linecap="round"
      stroke-linejoin="round"
      aria-hidden="true"
    >
      <path d={paths[name]} />
    </svg>
  );
}

export function Logo({ size = 26 }: { readonly size?: number }) {
  return (
    <span class="logo">
      <svg viewBox="0 0 32 32" width={size} height={size} aria-hidden="true">
        <rect width="32" height="32" rx="8" />
        <path d="M8 10a3 3 0 0 1 3-3h10a3 3 0 0 1 3 3v7a3 3 0 0 1-3 3h-5l-5 5v-5a3 3 0 0 1-3-3z" />
      </svg>
    </span>
  );
}
