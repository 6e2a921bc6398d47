/** Types without an id: each lives in the cache inside the object that it was read with. */
const NAMES = [
  'CallSessionConnection',
  'CallSessionEdge',
  'CallSessionChange',
  'CallStats',
  'CallStatsBucket',
  'CallStatsFigures',
  'LineConnection',
  'Money',
  'OutcomeDetail',
  'PageInfo',
  'Party',
  'PersonConnection',
  'ProviderCapabilities',
  'ProviderHistory',
  'ProviderProblem',
  'ProviderStatus',
  'QueueConnection',
  'RateLimit',
  'RelatedCallSession',
  'StatsFigure',
  'Transcript',
];

export const embeddedTypes: Record<string, () => null> = Object.fromEntries(NAMES.map((name) => [name, () => null]));
