/** Every English text of the console, by where it is shown. */
export const texts = {
  shell: {
    name: 'Trunkline',
    pages: 'Pages',
    calls: 'Calls',
    overview: 'Overview',
    systems: 'Systems',
    graphiql: 'GraphiQL',
    theme: { system: 'Theme: as the system', light: 'Theme: light', dark: 'Theme: dark' },
    forgetKey: 'Forget the key',
    skip: 'Skip to the content',
    unknownTitle: 'There is no such page',
    unknownText: 'The address leads nowhere. What you look for may be among the calls.',
    toCalls: 'Show the calls',
  },
  key: {
    title: 'Trunkline',
    label: 'Key or token',
    open: 'Open the console',
    note: 'It is kept in this tab, and forgotten when the tab is closed.',
    wanted: 'This server wants a key. Whoever runs it can make you one.',
  },
  state: {
    loading: 'Loading…',
    failed: 'This could not be read',
    offline: 'The server cannot be reached. Check the connection; it is tried again when you press the button.',
    again: 'Try again',
    missingScope: 'Your key may not see this.',
  },
  problems: {
    title: 'Not everything is here',
  },
  outcome: {
    ANSWERED: 'Answered',
    MISSED: 'Missed',
    ABANDONED: 'Abandoned',
    BUSY: 'Busy',
    DECLINED: 'Declined',
    CANCELLED: 'Cancelled',
    VOICEMAIL: 'Voicemail',
    FAILED: 'Failed',
    BLOCKED: 'Blocked',
    ONGOING: 'Ongoing',
    UNKNOWN: 'Unknown',
  },
  direction: {
    INBOUND: 'Inbound',
    OUTBOUND: 'Outbound',
    INTERNAL: 'Internal',
    UNKNOWN: 'Unknown direction',
  },
  duration: {
    unknown: 'unknown',
  },
  // ---- timeline ----
  timeline: {
    title: 'Calls',
  },
  // ---- filters ----
  filters: {},
  // ---- call ----
  call: {
    title: 'Call',
  },
  // ---- player ----
  player: {},
  // ---- overview ----
  overview: {
    title: 'Overview',
  },
  // ---- systems ----
  systems: {
    title: 'Systems',
  },
} as const;
