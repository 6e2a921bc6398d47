import type { DemoCall } from '../call-source.ts';
import type { Column, Columns } from './column.ts';

// Calls of a tracked site: the rest has no visitor and no campaign.
const isTracked = (call: DemoCall): boolean => call.direction === 'INBOUND' && call.index % 3 === 0;

const when =
  <Value>(read: (call: DemoCall) => Value) =>
  (call: DemoCall): Value | null =>
    isTracked(call) ? read(call) : null;
const text = (flags: string, read: (call: DemoCall) => string | null): Column<DemoCall> => ({
  type: 'string',
  flags,
  read: when(read),
});
const number = (flags: string, read: (call: DemoCall) => number): Column<DemoCall> => ({
  type: 'number',
  flags,
  read: when(read),
});
const array = (read: (call: DemoCall) => readonly unknown[]): Column<DemoCall> => ({
  type: 'array',
  flags: 'F',
  read: (call) => (isTracked(call) ? read(call) : []),
});
const empty: Column<DemoCall> = text('F', () => null);
const hidden: Column<DemoCall> = text('', () => null);

const CHANNELS = [
  ...['display', 'paid', 'affiliate', 'messenger', 'social', 'email', 'organic', 'internal', 'recommendation'],
  ...['cashed', 'referral', 'direct'],
];

/** The columns about sites, visitors and advertising: filled for tracked calls. */
export const marketingColumns: Columns<DemoCall> = {
  communication_number: number('FS', (call) => 1 + (call.index % 4)),
  communication_page_url: text('', () => 'https://shop.example.com/contact'),
  ua_client_id: text('', (call) => `11${call.index}.22`),
  ym_client_id: hidden,
  search_query: text('F', (call) => (call.index % 2 === 0 ? 'garden chairs' : null)),
  search_engine: text('F', () => 'google'),
  referrer_domain: text('F', () => 'google.com'),
  referrer: text('F', () => 'https://google.com/'),
  entrance_page: text('F', () => 'https://shop.example.com/'),
  gclid: text('F', (call) => `gclid-${call.index}`),
  yclid: empty,
  ymclid: hidden,
  ef_id: empty,
  channel: { type: 'enum', flags: 'F', values: CHANNELS, read: when((call) => CHANNELS[call.index % CHANNELS.length]) },
  site_domain_name: text('F', () => 'shop.example.com'),
  site_id: number('FS', () => 4401),
  campaign_name: text('F', (call) => (call.index % 2 === 0 ? 'Spring' : 'Garden 50%')),
  campaign_id: number('FS', (call) => 3300 + (call.index % 2)),
  visit_other_campaign: { type: 'boolean', flags: '', read: when((call) => call.index % 2 === 0) },
  visitor_id: number('FS', (call) => 90_000_000_000 + call.index),
  person_id: number('F', (call) => 80_000_000_000 + call.index),
  visitor_type: text('FS', (call) => (call.index % 2 === 0 ? 'New' : 'Returned')),
  visitor_session_id: number('F', (call) => 70_000_000_000 + call.index),
  visits_count: number('F', (call) => 1 + (call.index % 9)),
  visitor_first_campaign_id: number('F', () => 3300),
  visitor_first_campaign_name: text('F', () => 'Spring'),
  visitor_city: text('F', () => 'Leeds'),
  visitor_region: text('F', () => 'England'),
  visitor_country: text('F', () => 'United Kingdom'),
  visitor_device: {
    type: 'enum',
    flags: 'FS',
    values: ['desktop', 'mobile', 'tablet', 'other'],
    read: when((call) => (call.index % 2 === 0 ? 'mobile' : 'desktop')),
  },
  visitor_custom_properties: array((call) => [{ property_name: 'plan', property_value: String(call.index % 3) }]),
  segments: array(() => [{ segment_id: 1201, segment_name: 'Retail' }]),
  utm_source: text('F', () => 'newsletter'),
  utm_medium: text('F', () => 'email'),
  utm_term: empty,
  utm_content: empty,
  utm_campaign: text('F', () => 'spring'),
  openstat_ad: empty,
  openstat_campaign: empty,
  openstat_service: empty,
  openstat_source: empty,
  attributes: array((call) => (call.talkSeconds > 0 ? ['first', 'target', 'off-target'] : ['lost'])),
  eq_utm_source: text('F', () => 'newsletter'),
  eq_utm_medium: empty,
  eq_utm_term: empty,
  eq_utm_content: empty,
  eq_utm_campaign: empty,
  eq_utm_referrer: empty,
  eq_utm_expid: empty,
};
