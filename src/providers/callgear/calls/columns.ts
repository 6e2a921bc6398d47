import { column, type Columns, label, labels, personal, record, rows, textId } from '../../columns/column.ts';

const TAG = record('CallgearTag', 'A tag on a call.', {
  tag_id: column('id', 'Id of the tag.'),
  tag_name: label('Name of the tag.'),
  tag_type: column('word', 'Whether the vendor or a person put the tag on the call.'),
  tag_change_time: column('time', 'When the tag was put on the call.'),
  tag_user_id: column('id', 'Id of the user who put it.'),
  tag_user_login: label('Login of the user who put it.'),
  tag_employee_id: column('id', 'Id of the employee who put it.'),
  tag_employee_full_name: label('Name of the employee who put it.'),
});

const EMPLOYEE = record(
  'CallgearCallEmployee',
  'An employee who participated in a call. The same one may be there twice.',
  {
    employee_id: column('id', 'Id of the employee.'),
    employee_full_name: label('Name of the employee.'),
    is_answered: column('boolean', 'Whether the employee picked up.'),
    is_talked: column('boolean', 'Whether the employee took part in the conversation.'),
  },
);

const SEGMENT = record('CallgearSegment', 'A segment a visitor belongs to.', {
  segment_id: column('id', 'Id of the segment.'),
  segment_name: label('Name of the segment.'),
});

const VISITOR_PROPERTY = record('CallgearVisitorProperty', 'A property of a visitor that the site has set.', {
  property_name: column('text', 'Its name.'),
  property_value: column('text', 'Its value.'),
});

const SCENARIO_OPERATION = record('CallgearScenarioOperation', 'An operation of a scenario.', {
  id: column('id', 'Id of the operation.'),
  name: label('Name of the operation.'),
});

/** The columns of get.calls_report that all accounts know, in the order of the vendor's page. */
const PLAIN_COLUMNS = {
  id: column('id', 'Id of the call session.', 'F'),
  start_time: column('time', 'When the session started.'),
  finish_time: column('time', 'When the session ended; null while the call runs.'),
  finish_reason: column('word', 'Why the session ended: who hung up, or what failed.', 'F'),
  direction: column('word', 'Direction of the session.', 'F'),
  cpn_region_id: personal(column('id', "Id of the region of the subscriber's number.", 'F')),
  cpn_region_name: column('text', "Name of the region of the subscriber's number.", 'F'),
  scenario_operations: rows(
    SCENARIO_OPERATION,
    'Operations of all scenarios that took part in processing the call.',
    'F',
  ),
  source: column('word', 'What made the call.', 'F'),
  is_lost: column('boolean', 'Whether the call was lost.', 'F'),
  virtual_phone_number: label("The company's number.", 'F'),
  contact_phone_number: column('text', 'The number that called, or that was called.', 'F'),
  communication_id: column('id', 'Id of the communication.', 'F'),
  communication_type: column('word', 'Type of the communication.'),
  wait_duration: column('number', 'Seconds until the first conversation with an employee.', 'F'),
  total_wait_duration: column('number', 'Seconds in which the subscriber talked to no employee.', 'F'),
  lost_call_processing_duration: column('number', 'Seconds from the missed call to the first successful one.', 'F'),
  talk_duration: column('number', 'Seconds from the first conversation to the start of post-processing.', 'F'),
  clean_talk_duration: column('number', 'Seconds in which subscriber and employee talked.', 'F'),
  total_duration: column('number', 'Seconds of the whole call.', 'F'),
  postprocess_duration: column('number', 'Seconds of post-processing.', 'F'),
  call_records: column('secret', 'Recordings of the conversation, each by the first digits of its id.'),
  voice_mail_records: column('secret', 'Voice mails, each by the first digits of its id.'),
  sale_date: column('time', 'When the sale was made.', 'F'),
  sale_cost: column('decimal', 'Sum of the sale. Not the price of the call.', 'F'),
  is_transfer: column('boolean', 'Whether the session included a transfer.', 'F'),
  tags: rows(TAG, 'Tags put on the call.', 'F'),
  employees: rows(EMPLOYEE, 'Employees who participated in the call.', 'F'),
  last_answered_employee_id: column('id', 'Id of the employee who was the last to pick up.', 'F'),
  last_answered_employee_full_name: label('Name of the employee who was the last to pick up.', 'F'),
  last_answered_employee_rating: column('number', 'Rating of the employee who was the last to pick up.', 'F'),
  first_answered_employee_id: column('id', 'Id of the employee who first picked up.', 'F'),
  first_answered_employee_full_name: label('Name of the employee who first picked up.', 'F'),
  last_talked_employee_id: column('id', 'Id of the employee who was the last to talk.', 'F'),
  last_talked_employee_full_name: label('Name of the employee who was the last to talk.', 'F'),
  first_talked_employee_id: column('id', 'Id of the employee who was the first to talk.', 'F'),
  first_talked_employee_full_name: label('Name of the employee who was the first to talk.', 'F'),
  scenario_name: label('Name of the scenario in which processing started.', 'F'),
  scenario_id: column('id', 'Id of the scenario in which processing started.', 'F'),
  call_api_request_id: column('id', 'Id of the request to the Call API.', 'F'),
  call_api_external_id: textId('Id that an outside system gave the call when it started it.', 'F'),
  contact_id: column('id', 'Id of the contact in the address book.', 'F'),
  contact_full_name: column('text', 'Name of the contact.', 'F'),
  // About the visitor, the site and the advertising that led to the call: filled for tracked calls.
  communication_number: column(
    'number',
    "Ordinal of the communication among the person's; empty for PBX sessions.",
    'F',
  ),
  communication_page_url: column('text', 'Page the visitor was on at the time of the call, or the last one before.'),
  ua_client_id: textId('Id in Universal Analytics.'),
  ym_client_id: textId('Id of the user in Yandex.Metrika.'),
  search_query: column('text', 'Search query.', 'F'),
  search_engine: column('text', 'Name of the search engine.', 'F'),
  referrer_domain: column('text', 'Domain of the referrer.', 'F'),
  referrer: column('text', 'Where the visitor came from.', 'F'),
  entrance_page: column('text', 'Page the visit began with.', 'F'),
  gclid: column('text', 'Google Click Identifier.', 'F'),
  yclid: column('text', 'Yandex Click Identifier.', 'F'),
  ymclid: column('text', 'Yandex Market Click Identifier.'),
  ef_id: textId('Mark of links in AdLense.', 'F'),
  channel: column('word', 'Channel of the visit.', 'F'),
  site_domain_name: label('Address of the site, without protocol.', 'F'),
  site_id: column('id', 'Id of the site.', 'F'),
  campaign_name: label('Name of the advertising campaign.', 'F'),
  campaign_id: column('id', 'Id of the advertising campaign.', 'F'),
  visit_other_campaign: column('boolean', 'Whether the person came by other campaigns too.'),
  visitor_id: column('id', 'Id of the visitor.', 'F'),
  person_id: column('id', 'Id of the person.', 'F'),
  visitor_type: column('word', 'Whether the visitor has been there before.', 'F'),
  visitor_session_id: column('id', "Id of the visitor's session.", 'F'),
  visits_count: column('number', 'How often the visitor has come.', 'F'),
  visitor_first_campaign_id: column('id', 'Id of the first advertising campaign.', 'F'),
  visitor_first_campaign_name: label('Name of the first advertising campaign.', 'F'),
  visitor_city: column('text', 'City of the visitor.', 'F'),
  visitor_region: column('text', 'Region of the visitor.', 'F'),
  visitor_country: column('text', 'Country of the visitor, by name.', 'F'),
  visitor_device: column('word', 'Device of the visitor.', 'F'),
  visitor_custom_properties: rows(VISITOR_PROPERTY, 'Properties of the visitor that the site has set.', 'F'),
  segments: rows(SEGMENT, 'Segments the visitor belongs to.', 'F'),
  utm_source: column('text', 'Campaign source.', 'F'),
  utm_medium: column('text', 'Campaign channel.', 'F'),
  utm_term: column('text', 'Campaign key word.', 'F'),
  utm_content: column('text', 'Campaign content.', 'F'),
  utm_campaign: column('text', 'Campaign name.', 'F'),
  openstat_ad: column('text', 'Openstat: id of the ad.', 'F'),
  openstat_campaign: column('text', 'Openstat: id of the advertising campaign.', 'F'),
  openstat_service: column('text', 'Openstat: id of the service provider.', 'F'),
  openstat_source: column('text', 'Openstat: site, section or page that showed the ad.', 'F'),
  attributes: labels('Attributes of the inquiry.', 'F'),
  eq_utm_source: column('text', 'Expanded utm_source.', 'F'),
  eq_utm_medium: column('text', 'Expanded utm_medium.', 'F'),
  eq_utm_term: column('text', 'Expanded utm_term.', 'F'),
  eq_utm_content: column('text', 'Expanded utm_content.', 'F'),
  eq_utm_campaign: column('text', 'Expanded utm_campaign.', 'F'),
  eq_utm_referrer: column('text', 'Expanded utm_referrer.', 'F'),
  eq_utm_expid: textId('Expanded utm_expid.', 'F'),
};

/** Columns newer than some accounts: one that an account does not know fails the whole request, and is left out then. */
export const NEWER_COLUMNS = {
  cpn_country_name: column('text', "Country of the subscriber's number.", 'F'),
  cpn_country_id: textId("The vendor's id of that country; no ISO code.", 'F'),
  properties: column('text', 'Comment left in a callback form.'),
  wav_call_records: column('secret', 'Recordings as WAV, each by the first digits of its id.'),
  full_record_file_link: column('secret', 'The glued recording, as a link on this server.'),
  operator_phone_number: label('Number of the employee who answered.', 'F'),
  auto_call_campaign_name: label('Name of the outbound dialling campaign.', 'F'),
  source_id: column('id', 'Id of the detailed source.', 'F'),
  source_name: label('Name of the detailed source.', 'F'),
  source_new: label('Group of sources.', 'F'),
  channel_new: label('Channel, in words.', 'F'),
  channel_code: label('Channel, as a code.', 'F'),
  ext_id: textId("The call's id in an outside system.", 'F'),
  hold_duration: column('number', 'Seconds on hold.'),
};

/** Every column of get.calls_report. */
export const CALL_COLUMNS: Columns = { ...PLAIN_COLUMNS, ...NEWER_COLUMNS };

const { scenario_operations, tags, employees, visitor_custom_properties, segments, attributes, ...plain } =
  PLAIN_COLUMNS;
const { full_record_file_link, ...newer } = NEWER_COLUMNS;

/** A row of get.calls_report. Lists are published after all else. */
export const CALL = record('CallgearCall', 'A call as CallGear reports it (get.calls_report).', {
  ...plain,
  ...newer,
  full_record_file_link,
  scenario_operations,
  tags,
  employees,
  visitor_custom_properties,
  segments,
  attributes,
});
