/** Line icons on a 20 × 20 grid. */
const PATHS = {
  overview: 'M3 16.500V3.500M3 16.500h14M6 12.500l3.5-4 3 2.500L17 5.5',
  realtime: 'M2.5 10.500h3l2.5-6 4 11 2.5-6.5 1 1.500h2',
  settings: 'M3 6h7M14 6h3M3 14h3M10 14h7M12 3.800v4.400M8 11.800v4.4',
  sites: 'M10 2.500a7.5 7.5 0 1 0 0 15 7.5 7.5 0 0 0 0-15M2.7 10h14.600M10 2.500c2.2 2 3.2 4.6 3.2 7.500s-1 5.5-3.2 7.500c-2.2-2-3.2-4.6-3.2-7.500s1-5.5 3.2-7.5',
  key: 'M8.5 11.5 16.5 3.500M13.5 6.500l2.5 2.500M6.3 10.200a3.5 3.5 0 1 0 0 7 3.5 3.5 0 0 0 0-7',
  account: 'M10 10.500a3.5 3.5 0 1 0 0-7 3.5 3.5 0 0 0 0 7M3.5 17c.6-3 3.2-4.5 6.5-4.500s5.9 1.5 6.5 4.5',
  down: 'm5.5 8 4.5 4.500L14.5 8',
  plus: 'M10 4v12M4 10h12',
  close: 'm5 5 10 10M15 5 5 15',
  check: 'm4 10.5 4 4 8-9',
  copy: 'M7.5 7.500h8.500v8.500h-8.500zM4 12.500V4h8.5',
  link: 'M8.5 11.500a3 3 0 0 0 4.3 0l3-3a3 3 0 0 0-4.3-4.300l-1 1M11.5 8.500a3 3 0 0 0-4.3 0l-3 3a3 3 0 0 0 4.3 4.300l1-1',
  calendar: 'M3.5 5h13v11.500h-13zM3.5 8.500h13M7 3v3.500M13 3v3.5',
  table: 'M3.5 4.500h13v11h-13zM3.5 8.500h13M3.5 12h13M8 8.500v7',
  external: 'M8 4.500H4.500v11h11V12M11.5 4h4.500v4.500M15.5 4.5 9 11',
  warning: 'M10 3.5 2.5 16.500h15L10 3.500M10 8.500v3.500M10 14.200v.1',
  trash: 'M4 6h12M8 6V3.500h4V6M5.5 6l.8 10.500h7.400L14.5 6',
  keyboard: 'M2.500 5.500h15v9.500h-15zM5.500 8.500v.1M8.500 8.500v.1M11.500 8.500v.1M14.500 8.500v.1M6.500 12h7',
  page: 'M5 3h6.500L15 6.500V17H5zM11.5 3v3.500H15M7.500 10.500h5M7.500 13.500h5',
  event: 'M11 2.500 4.500 11.500H10l-1 6 6.500-9H10z',
  not: 'M4.5 8h11M4.5 12h11M12.5 4.5l-5 11',
  reset: 'M4.5 10a5.7 5.7 0 1 0 1.800-4.100L4 8.100M4 4v4.100h4.100',
  compare: 'M6.500 4v12M6.500 4 4 6.500M6.500 4 9 6.500M13.500 16V4M13.500 16 11 13.500M13.500 16l2.500-2.500',
  left: 'm12 5.500-4.500 4.500 4.500 4.500',
  bot: 'M5 8h10v7.500H5zM10 5v3M8 11.200v.6M12 11.200v.6M3 11v2M17 11v2',
  signOut: 'M12 4H4.500v12H12M9 10h8M14 7l3 3-3 3',
  heat: 'M10 17.500c3 0 5-2 5-4.800 0-3.200-2.600-4.200-3-7.700-2 .8-3 2.600-2.600 4.600C8.200 9.200 7.500 8.300 7.400 7 6 8.300 5 10.200 5 12.700c0 2.800 2 4.800 5 4.800',
  search: 'M9 3.500a5.500 5.500 0 1 0 0 11 5.500 5.500 0 0 0 0-11M13 13l4 4',
  download: 'M10 3.500v9M6.2 9l3.800 3.800L13.800 9M4 16.500h12',
  pin: 'M10 17v-5M6.5 3.500h7M7.500 3.500v4.200L5.500 12h9l-2-4.300V3.500',
  edit: 'M4 16l.6-3.200L13.200 4.200l2.600 2.600L7.200 15.400zM11.500 6l2.600 2.600',
  right: 'm8 5.500 4.500 4.500L8 14.5',
  back: 'M16 10H4.500M9 5 4 10l5 5',
} as const;

export type IconName = keyof typeof PATHS;

export function Icon({ name, size = 18 }: { name: IconName; size?: number }) {
  return (
    <svg
      class="icon"
      viewBox="0 0 20 20"
      width={size}
      height={size}
      fill="none"
      stroke="currentColor"
      stroke-width="1.6"
      stroke-linecap="round"
      stroke-linejoin="round"
      aria-hidden="true"
    >
      <path d={PATHS[name]} />
    </svg>
  );
}

/** The product's mark: a path that winds to its end. */
export function Mark({ size = 26 }: { size?: number }) {
  return (
    <svg viewBox="0 0 32 32" width={size} height={size} aria-hidden="true">
      <rect width="32" height="32" rx="8" fill="#1f6f5c" />
      <path d="M8.5 24.5H18a4.5 4.5 0 0 0 0-9h-4a4 4 0 0 1 0-8h2.5" fill="none" stroke="#fff" stroke-width="3" stroke-linecap="round" />
      <circle cx="23.2" cy="7.5" r="2.4" fill="#fff" />
    </svg>
  );
}
