import styles from './icon.module.css';

/** Drawn on 16 by 16, in strokes of the colour of the text around. */
const PATHS = {
  calls:
    'M3.5 2.5h2l1 3-1.4 1.1a8 8 0 0 0 4.3 4.3L10.5 9.5l3 1v2a1.2 1.2 0 0 1-1.3 1.2A11 11 0 0 1 2.3 3.8a1.2 1.2 0 0 1 1.2-1.3Z',
  overview: 'M2.5 13.5h11M4 11V7M8 11V3M12 11V5.5',
  systems: 'M3 3h10v4H3zM3 9h10v4H3zM5.5 5h.01M5.5 11h.01',
  graph: 'M8 2l5.2 3v6L8 14l-5.2-3V5zM8 2v12M2.8 5l10.4 6M13.2 5L2.8 11',
  arrowRight: 'M3 8h10M9.5 4.5L13 8l-3.5 3.5',
  volume: 'M2.5 6.2h2.2L8 3.5v9L4.7 9.8H2.5zM10.5 5.8a3.2 3.2 0 0 1 0 4.4M12.3 4a5.7 5.7 0 0 1 0 8',
  muted: 'M2.5 6.2h2.2L8 3.5v9L4.7 9.8H2.5zM10.8 6.2l3 3.6M13.8 6.2l-3 3.6',
  sun: 'M8 5a3 3 0 1 1 0 6 3 3 0 0 1 0-6ZM8 1.5v1M8 13.5v1M1.5 8h1M13.5 8h1M3.4 3.4l.7.7M11.9 11.9l.7.7M12.6 3.4l-.7.7M4.1 11.9l-.7.7',
  moon: 'M13 9.5A5.5 5.5 0 1 1 6.5 3 4.5 4.5 0 0 0 13 9.5Z',
  screen: 'M2.5 3h11v7.5h-11zM6 13h4M8 10.5V13',
  inbound: 'M12.5 3.5l-9 9M4 6.5v6h6',
  outbound: 'M3.5 12.5l9-9M12 9.5v-6H6',
  internal: 'M2.5 6h9.5M9.5 3.5L12 6 9.5 8.5M13.5 11H4M6.5 8.5L4 11l2.5 2.5',
  play: 'M5 3.5v9l7.5-4.5z',
  pause: 'M5.5 3.5v9M10.5 3.5v9',
  search: 'M7 2.5a4.5 4.5 0 1 1 0 9 4.5 4.5 0 0 1 0-9ZM10.5 10.5l3 3',
  close: 'M4 4l8 8M12 4l-8 8',
  chevronDown: 'M4 6l4 4 4-4',
  chevronRight: 'M6 4l4 4-4 4',
  chevronLeft: 'M10 4L6 8l4 4',
  warning: 'M8 2.5l6 11H2zM8 6.5v3M8 11.5h.01',
  check: 'M3.5 8.5l3 3 6-7',
  calendar: 'M2.5 4h11v9.5h-11zM2.5 7h11M5.5 2.5v3M10.5 2.5v3',
  columns: 'M2.5 3h11v10h-11zM6.2 3v10M9.8 3v10',
  star: 'M8 2.3l1.75 3.6 3.95.55-2.86 2.77.68 3.93L8 11.3l-3.52 1.85.68-3.93L2.3 6.45l3.95-.55z',
  key: 'M10 2.5a3.5 3.5 0 1 1-3.3 4.7L2.5 11.4v2.1h2.1v-1.6h1.6v-1.6l1.3-1.3M10.8 5.2h.01',
  download: 'M8 2.5v7.5M5 7.5l3 3 3-3M2.5 13.5h11',
  link: 'M6.5 9.5l3-3M7 4.5l1.5-1.5a3 3 0 0 1 4.5 4.5L11.5 9M9 11.5L7.5 13A3 3 0 0 1 3 8.5L4.5 7',
  more: 'M3.5 8h.01M8 8h.01M12.5 8h.01',
  plus: 'M8 3v10M3 8h10',
  refresh: 'M13 8a5 5 0 1 1-1.5-3.6M13 2.5v3h-3',
  voicemail: 'M4.5 5.5a2.5 2.5 0 1 1 0 5 2.5 2.5 0 0 1 0-5ZM11.5 5.5a2.5 2.5 0 1 1 0 5 2.5 2.5 0 0 1 0-5ZM4.5 10.5h7',
  filter: 'M2.5 4h11M4.5 8h7M6.5 12h3',
  bookmark: 'M4.5 2.5h7v11L8 10.8l-3.5 2.7z',
  arrowUp: 'M8 13V3.5M4 7.5l4-4 4 4',
} as const;

export type IconName = keyof typeof PATHS;

/** A picture that says nothing by itself: what it stands for is written beside it, or named by the control around. */
export function Icon({ name }: { readonly name: IconName }) {
  return (
    <svg className={styles.icon} viewBox="0 0 16 16" aria-hidden="true">
      <path d={PATHS[name]} />
    </svg>
  );
}
