/* eslint-disable */
/** Internal type. DO NOT USE DIRECTLY. */
type Exact<T extends { [key: string]: unknown }> = { [K in keyof T]: T[K] };
/** Internal type. DO NOT USE DIRECTLY. */
export type Incremental<T> = T | { [P in keyof T]?: P extends ' $fragmentName' | '__typename' ? T[P] : never };
import type { TypedDocumentNode as DocumentNode } from '@graphql-typed-document-node/core';
/** Narrows the calls of Bitrix24 alone: calls of other vendors are still returned, unless `providers` names only providers of Bitrix24. What Bitrix24 can filter by, in its own values: callFailedCode "603-S", callType 2. Several fields, several operators: and. */
export type Bitrix24CallFilter = {
  /** Call category. */
  callCategory?: Bitrix24TextCondition | null | undefined;
  /** Duration of the call in seconds; 0 for an unanswered one. */
  callDuration?: Bitrix24IntCondition | null | undefined;
  /** Call result code. */
  callFailedCode?: Bitrix24TextCondition | null | undefined;
  /** Text of the reason or result of the call. */
  callFailedReason?: Bitrix24TextCondition | null | undefined;
  /** Call identifier. */
  callId?: Bitrix24TextCondition | null | undefined;
  /** Call log URL. */
  callLog?: Bitrix24TextCondition | null | undefined;
  /** Call recording URL. */
  callRecordUrl?: Bitrix24TextCondition | null | undefined;
  /** Date and time of the call start. */
  callStartDate?: Bitrix24TimeCondition | null | undefined;
  /** Type of call. */
  callType?: Bitrix24IntCondition | null | undefined;
  /** Call rating, 1 to 5; null or 0 if there is none. */
  callVote?: Bitrix24IntCondition | null | undefined;
  /** Comment on the call. */
  comment?: Bitrix24TextCondition | null | undefined;
  /** Cost of the call. */
  cost?: Bitrix24DecimalCondition | null | undefined;
  /** Currency of the call cost as Bitrix24 writes it; the old rouble is RUR there. */
  costCurrency?: Bitrix24TextCondition | null | undefined;
  /** Identifier of the CRM activity for the call. */
  crmActivityId?: Bitrix24IdCondition | null | undefined;
  /** Identifier of the CRM entity from crmEntityType. */
  crmEntityId?: Bitrix24IdCondition | null | undefined;
  /** Type of CRM entity. */
  crmEntityType?: Bitrix24TextCondition | null | undefined;
  /** Call identifier on the external PBX or integration side. */
  externalCallId?: Bitrix24TextCondition | null | undefined;
  /** Internal identifier of the statistics record. */
  id?: Bitrix24IdCondition | null | undefined;
  /** Subscriber number, with or without "+"; "hidden" where it was withheld. */
  phoneNumber?: Bitrix24TextCondition | null | undefined;
  /** Line number through which the call was made. */
  portalNumber?: Bitrix24TextCondition | null | undefined;
  /** Identifier of the Bitrix24 user who took part. "0" where it found none. */
  portalUserId?: Bitrix24IdCondition | null | undefined;
  /** Duration of the call recording file in seconds. */
  recordDuration?: Bitrix24IntCondition | null | undefined;
  /** Number of redial attempts, for callbacks. */
  redialAttempt?: Bitrix24IntCondition | null | undefined;
  /** Identifier of the application that registered an external call. */
  restAppId?: Bitrix24IdCondition | null | undefined;
  /** Name of the application that registered an external call. */
  restAppName?: Bitrix24TextCondition | null | undefined;
  /** Session identifier on the telephony side: the Voximplant session of a call over built-in telephony. */
  sessionId?: Bitrix24IdCondition | null | undefined;
  /** Identifier of the call transcript. */
  transcriptId?: Bitrix24IdCondition | null | undefined;
  /** Indicator of pending transcription. */
  transcriptPending?: Bitrix24TextCondition | null | undefined;
};

/** A condition on a decimal number of Bitrix24. */
export type Bitrix24DecimalCondition = {
  /** Equal to this value. */
  eq?: string | null | undefined;
  /** Greater than this value; for times, later. */
  gt?: string | null | undefined;
  /** This value or greater; for times, then or later. */
  gte?: string | null | undefined;
  /** One of these values. An empty list: none. */
  in?: Array<string> | null | undefined;
  /** Less than this value; for times, earlier. */
  lt?: string | null | undefined;
  /** This value or less; for times, then or earlier. */
  lte?: string | null | undefined;
  /** Not equal to this value. */
  ne?: string | null | undefined;
  /** Less than min or greater than max. */
  outside?: DecimalBounds | null | undefined;
};

/** A condition on an id of Bitrix24: whole numbers of any length, compared as numbers. */
export type Bitrix24IdCondition = {
  /** Equal to this value. */
  eq?: string | number | null | undefined;
  /** Greater than this value; for times, later. */
  gt?: string | number | null | undefined;
  /** This value or greater; for times, then or later. */
  gte?: string | number | null | undefined;
  /** One of these values. An empty list: none. */
  in?: Array<string | number> | null | undefined;
  /** Less than this value; for times, earlier. */
  lt?: string | number | null | undefined;
  /** This value or less; for times, then or earlier. */
  lte?: string | number | null | undefined;
  /** Not equal to this value. */
  ne?: string | number | null | undefined;
  /** Less than min or greater than max. */
  outside?: IdBounds | null | undefined;
};

/** A condition on a whole number of Bitrix24. */
export type Bitrix24IntCondition = {
  /** Equal to this value. */
  eq?: number | null | undefined;
  /** Greater than this value; for times, later. */
  gt?: number | null | undefined;
  /** This value or greater; for times, then or later. */
  gte?: number | null | undefined;
  /** One of these values. An empty list: none. */
  in?: Array<number> | null | undefined;
  /** Less than this value; for times, earlier. */
  lt?: number | null | undefined;
  /** This value or less; for times, then or earlier. */
  lte?: number | null | undefined;
  /** Not equal to this value. */
  ne?: number | null | undefined;
  /** Less than min or greater than max. */
  outside?: IntBounds | null | undefined;
};

/** A condition on text of Bitrix24: the vendor's own values, compared without regard to case. */
export type Bitrix24TextCondition = {
  /** Has this text in it. */
  contains?: string | null | undefined;
  /** Equal to this value. */
  eq?: string | null | undefined;
  /** Greater than this value; for times, later. */
  gt?: string | null | undefined;
  /** This value or greater; for times, then or later. */
  gte?: string | null | undefined;
  /** One of these values. An empty list: none. */
  in?: Array<string> | null | undefined;
  /** Less than this value; for times, earlier. */
  lt?: string | null | undefined;
  /** This value or less; for times, then or earlier. */
  lte?: string | null | undefined;
  /** Not equal to this value. */
  ne?: string | null | undefined;
  /** Does not have this text in it. */
  notContains?: string | null | undefined;
  /** Less than min or greater than max. */
  outside?: StringBounds | null | undefined;
};

/** A condition on a time of Bitrix24, which has whole seconds. */
export type Bitrix24TimeCondition = {
  /** Equal to this value. */
  eq?: string | null | undefined;
  /** Greater than this value; for times, later. */
  gt?: string | null | undefined;
  /** This value or greater; for times, then or later. */
  gte?: string | null | undefined;
  /** One of these values. An empty list: none. */
  in?: Array<string> | null | undefined;
  /** Less than this value; for times, earlier. */
  lt?: string | null | undefined;
  /** This value or less; for times, then or earlier. */
  lte?: string | null | undefined;
  /** Not equal to this value. */
  ne?: string | null | undefined;
  /** Less than min or greater than max. */
  outside?: DateTimeBounds | null | undefined;
};

/** Which way a call went, seen from the company. */
export type CallDirection =
  /** Somebody outside called the company. */
  | 'INBOUND'
  /** Both sides belong to the company. */
  | 'INTERNAL'
  /** The company called somebody outside. */
  | 'OUTBOUND'
  /** The provider does not say. */
  | 'UNKNOWN';

/** What sort of call it was. */
export type CallKind =
  /** A recorded message played to whoever answered, without an agent. */
  | 'ANNOUNCEMENT'
  /** An ordinary call between people. */
  | 'CALL'
  /** A call back that somebody asked for, for example on a web page. */
  | 'CALLBACK'
  /** A fax. */
  | 'FAX'
  /** Something else: see details. */
  | 'OTHER';

/** How a call ended, in words that mean the same for every provider. The provider's own are in outcomeDetail. */
export type CallOutcome =
  /** The caller hung up while waiting, in a menu or a queue. */
  | 'ABANDONED'
  /** Two people spoke. */
  | 'ANSWERED'
  /** A rule of the company kept it away: a black list, closed hours, a forbidden direction. */
  | 'BLOCKED'
  /** The number called was busy. */
  | 'BUSY'
  /** Whoever called gave up before it was answered. */
  | 'CANCELLED'
  /** Whoever was called refused it. */
  | 'DECLINED'
  /** It could not be connected: a wrong number, a network, no credit. */
  | 'FAILED'
  /** It rang, and nobody answered. */
  | 'MISSED'
  /** It has not ended yet. */
  | 'ONGOING'
  /** The provider does not say, or says something nobody has documented: see outcomeDetail. */
  | 'UNKNOWN'
  /** The caller reached voice mail. */
  | 'VOICEMAIL';

/** Which calls are wanted. Different fields: and. Several values of one field: or. An empty list: none, and nobody is asked. */
export type CallSessionFilter = {
  /** Who took part, each an Agent.id. Providers that have none of these agents are left out. */
  agentIds?: Array<string | number> | null | undefined;
  /** Narrows the calls of Bitrix24 alone: calls of other vendors are still returned, unless `providers` names only providers of Bitrix24. */
  bitrix24?: Bitrix24CallFilter | null | undefined;
  /** Narrows the calls of CallGear alone: calls of other vendors are still returned, unless `providers` names only providers of CallGear. */
  callgear?: CallgearCallFilter | null | undefined;
  /** The customer's number, in any spelling. Whole numbers only: a part of a number matches nothing. */
  customerNumber?: Array<string> | null | undefined;
  /** Which way the call went. */
  direction?: Array<CallDirection> | null | undefined;
  /** How long the call lasted, min and max included. A call of unknown duration passes no such filter. */
  durationSeconds?: IntRange | null | undefined;
  /** Whether the call has a recording or a voice mail. */
  hasRecording?: boolean | null | undefined;
  /** Inbound calls that nobody answered and whose customer has (true) or has not (false) since spoken with anybody: answered a call back, or rang again and was answered, in whichever provider and however the number is spelled, also past the range's end. `providers` narrows the missed calls only. Calls without a number, and blocked, internal and unknown ones, match neither. Needs a history that is kept from the range on: else UNSUPPORTED_FILTER. */
  isReturned?: boolean | null | undefined;
  /** What sort of call it was. */
  kind?: Array<CallKind> | null | undefined;
  /** The company's number, in any spelling. Whole numbers only: a part of a number matches nothing. */
  lineNumber?: Array<string> | null | undefined;
  /** Leaves out what it matches: `not: {}` leaves out everything. It cannot hold a filter of one vendor. */
  not?: CallSessionFilter | null | undefined;
  /** The customer's number or the company's, in any spelling: +44 7700 900123, 07700900123. Whole numbers only: a part of a number matches nothing. */
  number?: Array<string> | null | undefined;
  /** Three digits or more that stand together anywhere in the customer's or the company's number, as sent or as E.164: "77009". No vendor has this filter: it costs them nothing over what is kept, and elsewhere calls are read and tested here. */
  numberContains?: string | null | undefined;
  /** How the call ended. */
  outcome?: Array<CallOutcome> | null | undefined;
  /** Who took part, each a Person.id: any of their agents at any provider. Beside agentIds: one of each took part. Unknown people match nothing. */
  personIds?: Array<string | number> | null | undefined;
  /** Keys of the providers to read, as Provider.key has them; all when left out. */
  providers?: Array<string | number> | null | undefined;
  /** Which queue it waited in, each a Queue.id. Providers that have none of these queues are left out. */
  queueIds?: Array<string | number> | null | undefined;
  /** How the call was rated, min and max included. A call without a rating passes no such filter. No vendor has this filter: it costs them nothing over what is kept, and elsewhere calls are read and tested here. */
  rating?: IntRange | null | undefined;
  /** When the call started. Without it: from now back to where the history of each provider begins (its historySince setting). */
  startedAt?: DateTimeRange | null | undefined;
  /** How long they spoke, min and max included. A call of unknown talk time passes no such filter. No vendor has this filter: it costs them nothing over what is kept, and elsewhere calls are read and tested here. */
  talkSeconds?: IntRange | null | undefined;
  /** Words, in any order and case, each a part of the customer's name, the note and the agents' names taken together; for whoever has recordings:read also of what was said, in calls whose transcripts are kept (the setting history.keepTranscripts): no transcript is read for a search, and filters of callSessionChanges do not look through any. No vendor has this filter: it costs them nothing over what is kept, and elsewhere calls are read and tested here. */
  text?: string | null | undefined;
  /** Narrows the calls of Voximplant alone: calls of other vendors are still returned, unless `providers` names only providers of Voximplant. */
  voximplant?: VoximplantCallFilter | null | undefined;
  /** How long the customer waited, min and max included. A call of unknown waiting time passes no such filter. No vendor has this filter: it costs them nothing over what is kept, and elsewhere calls are read and tested here. */
  waitSeconds?: IntRange | null | undefined;
  /** Narrows the calls of Zoom Contact Center alone: calls of other vendors are still returned, unless `providers` names only providers of Zoom Contact Center. */
  zoomContactCenter?: ZoomContactCenterCallFilter | null | undefined;
};

/** A condition on true or false. */
export type CallgearBooleanCondition = {
  /** Equal to this value. */
  eq?: boolean | null | undefined;
  /** True: has no value. False: has one. */
  isEmpty?: boolean | null | undefined;
  /** Not equal to this value. */
  ne?: boolean | null | undefined;
};

/** Narrows the calls of CallGear alone: calls of other vendors are still returned, unless `providers` names only providers of CallGear. Different fields: and. Values are the vendor's own words. The start and the end of a call cannot be filtered here: use startedAt. */
export type CallgearCallFilter = {
  /** All of these have to be met. */
  and?: Array<CallgearCallFilter> | null | undefined;
  /** Attributes of the inquiry. */
  attributes?: CallgearListCondition | null | undefined;
  /** Name of the outbound dialling campaign. */
  autoCallCampaignName?: CallgearTextCondition | null | undefined;
  /** Id that an outside system gave the call when it started it. */
  callApiExternalId?: CallgearTextCondition | null | undefined;
  /** Id of the request to the Call API. */
  callApiRequestId?: CallgearIdCondition | null | undefined;
  /** Id of the advertising campaign. */
  campaignId?: CallgearIdCondition | null | undefined;
  /** Name of the advertising campaign. */
  campaignName?: CallgearTextCondition | null | undefined;
  /** Channel of the visit. */
  channel?: CallgearWordCondition | null | undefined;
  /** Channel, as a code. */
  channelCode?: CallgearTextCondition | null | undefined;
  /** Channel, in words. */
  channelNew?: CallgearTextCondition | null | undefined;
  /** Seconds in which subscriber and employee talked. */
  cleanTalkDuration?: CallgearIntCondition | null | undefined;
  /** Id of the communication. */
  communicationId?: CallgearIdCondition | null | undefined;
  /** Ordinal of the communication among the person's; empty for PBX sessions. */
  communicationNumber?: CallgearIntCondition | null | undefined;
  /** Name of the contact. */
  contactFullName?: CallgearTextCondition | null | undefined;
  /** Id of the contact in the address book. */
  contactId?: CallgearIdCondition | null | undefined;
  /** The number that called, or that was called. */
  contactPhoneNumber?: CallgearTextCondition | null | undefined;
  /** The vendor's id of that country; no ISO code. */
  cpnCountryId?: CallgearTextCondition | null | undefined;
  /** Country of the subscriber's number. */
  cpnCountryName?: CallgearTextCondition | null | undefined;
  /** Id of the region of the subscriber's number. */
  cpnRegionId?: CallgearIdCondition | null | undefined;
  /** Name of the region of the subscriber's number. */
  cpnRegionName?: CallgearTextCondition | null | undefined;
  /** Direction of the session. */
  direction?: CallgearWordCondition | null | undefined;
  /** Mark of links in AdLense. */
  efId?: CallgearTextCondition | null | undefined;
  /** Employees who participated in the call. */
  employees?: CallgearListCondition | null | undefined;
  /** Page the visit began with. */
  entrancePage?: CallgearTextCondition | null | undefined;
  /** Expanded utm_campaign. */
  eqUtmCampaign?: CallgearTextCondition | null | undefined;
  /** Expanded utm_content. */
  eqUtmContent?: CallgearTextCondition | null | undefined;
  /** Expanded utm_expid. */
  eqUtmExpid?: CallgearTextCondition | null | undefined;
  /** Expanded utm_medium. */
  eqUtmMedium?: CallgearTextCondition | null | undefined;
  /** Expanded utm_referrer. */
  eqUtmReferrer?: CallgearTextCondition | null | undefined;
  /** Expanded utm_source. */
  eqUtmSource?: CallgearTextCondition | null | undefined;
  /** Expanded utm_term. */
  eqUtmTerm?: CallgearTextCondition | null | undefined;
  /** The call's id in an outside system. */
  extId?: CallgearTextCondition | null | undefined;
  /** Why the session ended: who hung up, or what failed. */
  finishReason?: CallgearWordCondition | null | undefined;
  /** Name of the employee who first picked up. */
  firstAnsweredEmployeeFullName?: CallgearTextCondition | null | undefined;
  /** Id of the employee who first picked up. */
  firstAnsweredEmployeeId?: CallgearIdCondition | null | undefined;
  /** Name of the employee who was the first to talk. */
  firstTalkedEmployeeFullName?: CallgearTextCondition | null | undefined;
  /** Id of the employee who was the first to talk. */
  firstTalkedEmployeeId?: CallgearIdCondition | null | undefined;
  /** Google Click Identifier. */
  gclid?: CallgearTextCondition | null | undefined;
  /** Id of the call session. */
  id?: CallgearIdCondition | null | undefined;
  /** Whether calls that have not ended yet are listed too. Not within `and` and `or`. */
  includeOngoingCalls?: boolean | null | undefined;
  /** Whether the call was lost. */
  isLost?: CallgearBooleanCondition | null | undefined;
  /** Whether the session included a transfer. */
  isTransfer?: CallgearBooleanCondition | null | undefined;
  /** Name of the employee who was the last to pick up. */
  lastAnsweredEmployeeFullName?: CallgearTextCondition | null | undefined;
  /** Id of the employee who was the last to pick up. */
  lastAnsweredEmployeeId?: CallgearIdCondition | null | undefined;
  /** Rating of the employee who was the last to pick up. */
  lastAnsweredEmployeeRating?: CallgearIntCondition | null | undefined;
  /** Name of the employee who was the last to talk. */
  lastTalkedEmployeeFullName?: CallgearTextCondition | null | undefined;
  /** Id of the employee who was the last to talk. */
  lastTalkedEmployeeId?: CallgearIdCondition | null | undefined;
  /** Seconds from the missed call to the first successful one. */
  lostCallProcessingDuration?: CallgearIntCondition | null | undefined;
  /** Openstat: id of the ad. */
  openstatAd?: CallgearTextCondition | null | undefined;
  /** Openstat: id of the advertising campaign. */
  openstatCampaign?: CallgearTextCondition | null | undefined;
  /** Openstat: id of the service provider. */
  openstatService?: CallgearTextCondition | null | undefined;
  /** Openstat: site, section or page that showed the ad. */
  openstatSource?: CallgearTextCondition | null | undefined;
  /** Number of the employee who answered. */
  operatorPhoneNumber?: CallgearTextCondition | null | undefined;
  /** One of these has to be met. An empty list: none. */
  or?: Array<CallgearCallFilter> | null | undefined;
  /** Id of the person. */
  personId?: CallgearIdCondition | null | undefined;
  /** Seconds of post-processing. */
  postprocessDuration?: CallgearIntCondition | null | undefined;
  /** Where the visitor came from. */
  referrer?: CallgearTextCondition | null | undefined;
  /** Domain of the referrer. */
  referrerDomain?: CallgearTextCondition | null | undefined;
  /** Sum of the sale. Not the price of the call. */
  saleCost?: CallgearDecimalCondition | null | undefined;
  /** When the sale was made. */
  saleDate?: CallgearTimeCondition | null | undefined;
  /** Id of the scenario in which processing started. */
  scenarioId?: CallgearIdCondition | null | undefined;
  /** Name of the scenario in which processing started. */
  scenarioName?: CallgearTextCondition | null | undefined;
  /** Operations of all scenarios that took part in processing the call. */
  scenarioOperations?: CallgearListCondition | null | undefined;
  /** Name of the search engine. */
  searchEngine?: CallgearTextCondition | null | undefined;
  /** Search query. */
  searchQuery?: CallgearTextCondition | null | undefined;
  /** Segments the visitor belongs to. */
  segments?: CallgearListCondition | null | undefined;
  /** Address of the site, without protocol. */
  siteDomainName?: CallgearTextCondition | null | undefined;
  /** Id of the site. */
  siteId?: CallgearIdCondition | null | undefined;
  /** What made the call. */
  source?: CallgearWordCondition | null | undefined;
  /** Id of the detailed source. */
  sourceId?: CallgearIdCondition | null | undefined;
  /** Name of the detailed source. */
  sourceName?: CallgearTextCondition | null | undefined;
  /** Group of sources. */
  sourceNew?: CallgearTextCondition | null | undefined;
  /** Tags put on the call. */
  tags?: CallgearListCondition | null | undefined;
  /** Seconds from the first conversation to the start of post-processing. */
  talkDuration?: CallgearIntCondition | null | undefined;
  /** Seconds of the whole call. */
  totalDuration?: CallgearIntCondition | null | undefined;
  /** Seconds in which the subscriber talked to no employee. */
  totalWaitDuration?: CallgearIntCondition | null | undefined;
  /** Campaign name. */
  utmCampaign?: CallgearTextCondition | null | undefined;
  /** Campaign content. */
  utmContent?: CallgearTextCondition | null | undefined;
  /** Campaign channel. */
  utmMedium?: CallgearTextCondition | null | undefined;
  /** Campaign source. */
  utmSource?: CallgearTextCondition | null | undefined;
  /** Campaign key word. */
  utmTerm?: CallgearTextCondition | null | undefined;
  /** The company's number. */
  virtualPhoneNumber?: CallgearTextCondition | null | undefined;
  /** City of the visitor. */
  visitorCity?: CallgearTextCondition | null | undefined;
  /** Country of the visitor, by name. */
  visitorCountry?: CallgearTextCondition | null | undefined;
  /** Properties of the visitor that the site has set. */
  visitorCustomProperties?: CallgearListCondition | null | undefined;
  /** Device of the visitor. */
  visitorDevice?: CallgearWordCondition | null | undefined;
  /** Id of the first advertising campaign. */
  visitorFirstCampaignId?: CallgearIdCondition | null | undefined;
  /** Name of the first advertising campaign. */
  visitorFirstCampaignName?: CallgearTextCondition | null | undefined;
  /** Id of the visitor. */
  visitorId?: CallgearIdCondition | null | undefined;
  /** Region of the visitor. */
  visitorRegion?: CallgearTextCondition | null | undefined;
  /** Id of the visitor's session. */
  visitorSessionId?: CallgearIdCondition | null | undefined;
  /** Whether the visitor has been there before. */
  visitorType?: CallgearWordCondition | null | undefined;
  /** How often the visitor has come. */
  visitsCount?: CallgearIntCondition | null | undefined;
  /** Seconds until the first conversation with an employee. */
  waitDuration?: CallgearIntCondition | null | undefined;
  /** Yandex Click Identifier. */
  yclid?: CallgearTextCondition | null | undefined;
};

/** A condition on a sum. */
export type CallgearDecimalCondition = {
  /** Equal to this value. */
  eq?: string | null | undefined;
  /** Greater than this value; for times, later. */
  gt?: string | null | undefined;
  /** This value or greater; for times, then or later. */
  gte?: string | null | undefined;
  /** One of these values. An empty list: none. */
  in?: Array<string> | null | undefined;
  /** True: has no value. False: has one. */
  isEmpty?: boolean | null | undefined;
  /** Less than this value; for times, earlier. */
  lt?: string | null | undefined;
  /** This value or less; for times, then or earlier. */
  lte?: string | null | undefined;
  /** Not equal to this value. */
  ne?: string | null | undefined;
};

/** A condition on an id of digits. */
export type CallgearIdCondition = {
  /** Equal to this value. */
  eq?: string | number | null | undefined;
  /** Greater than this value; for times, later. */
  gt?: string | number | null | undefined;
  /** This value or greater; for times, then or later. */
  gte?: string | number | null | undefined;
  /** One of these values. An empty list: none. */
  in?: Array<string | number> | null | undefined;
  /** True: has no value. False: has one. */
  isEmpty?: boolean | null | undefined;
  /** Less than this value; for times, earlier. */
  lt?: string | number | null | undefined;
  /** This value or less; for times, then or earlier. */
  lte?: string | number | null | undefined;
  /** Not equal to this value. */
  ne?: string | number | null | undefined;
};

/** A condition on a number. */
export type CallgearIntCondition = {
  /** Equal to this value. */
  eq?: number | null | undefined;
  /** Greater than this value; for times, later. */
  gt?: number | null | undefined;
  /** This value or greater; for times, then or later. */
  gte?: number | null | undefined;
  /** One of these values. An empty list: none. */
  in?: Array<number> | null | undefined;
  /** True: has no value. False: has one. */
  isEmpty?: boolean | null | undefined;
  /** Less than this value; for times, earlier. */
  lt?: number | null | undefined;
  /** This value or less; for times, then or earlier. */
  lte?: number | null | undefined;
  /** Not equal to this value. */
  ne?: number | null | undefined;
};

/** A condition on a list of records or words. */
export type CallgearListCondition = {
  /** PostgreSQL's jsquery, handed on as it is: #.employee_id = 391018 */
  jsquery?: string | null | undefined;
};

/** A condition on a text. Capitals count. */
export type CallgearTextCondition = {
  /** Has this text in it. */
  contains?: string | null | undefined;
  /** Equal to this text. */
  eq?: string | null | undefined;
  /** One of these texts. An empty list: none. */
  in?: Array<string> | null | undefined;
  /** True: has no value. False: has one. */
  isEmpty?: boolean | null | undefined;
  /** Fits this pattern, in which "%" stands for any characters. */
  like?: string | null | undefined;
  /** Not equal to this text. */
  ne?: string | null | undefined;
  /** Fits this POSIX regular expression. */
  regexp?: string | null | undefined;
};

/** A condition on a time. */
export type CallgearTimeCondition = {
  /** Equal to this value. */
  eq?: string | null | undefined;
  /** Greater than this value; for times, later. */
  gt?: string | null | undefined;
  /** This value or greater; for times, then or later. */
  gte?: string | null | undefined;
  /** True: has no value. False: has one. */
  isEmpty?: boolean | null | undefined;
  /** Less than this value; for times, earlier. */
  lt?: string | null | undefined;
  /** This value or less; for times, then or earlier. */
  lte?: string | null | undefined;
  /** Not equal to this value. */
  ne?: string | null | undefined;
};

/** A condition on one of the vendor's words, in its own spelling: subscriber_busy. */
export type CallgearWordCondition = {
  /** Equal to this value. */
  eq?: string | null | undefined;
  /** One of these values. An empty list: none. */
  in?: Array<string> | null | undefined;
  /** True: has no value. False: has one. */
  isEmpty?: boolean | null | undefined;
  /** Not equal to this value. */
  ne?: string | null | undefined;
};

/** Two ends of a range. */
export type DateTimeBounds = {
  /** The upper end. */
  max: string;
  /** The lower end. */
  min: string;
};

/** A span of time. An end left out is open. */
export type DateTimeRange = {
  /** The first moment that belongs to it. */
  from?: string | null | undefined;
  /** The first moment that no longer belongs to it. */
  to?: string | null | undefined;
};

/** Two ends of a range. */
export type DecimalBounds = {
  /** The upper end. */
  max: string;
  /** The lower end. */
  min: string;
};

/** Two ends of a range. */
export type IdBounds = {
  /** The upper end. */
  max: string | number;
  /** The lower end. */
  min: string | number;
};

/** Two ends of a range. */
export type IntBounds = {
  /** The upper end. */
  max: number;
  /** The lower end. */
  min: number;
};

/** A range of whole numbers. An end left out is open. */
export type IntRange = {
  /** The largest number that belongs to it. */
  max?: number | null | undefined;
  /** The smallest number that belongs to it. */
  min?: number | null | undefined;
};

/** What went wrong with a provider, said by what can be done about it. */
export type ProviderProblemKind =
  /** The credentials are good, but do not allow this. */
  | 'FORBIDDEN'
  /** The settings of this server do not fit the account. */
  | 'MISCONFIGURED'
  /** The vendor asks for fewer requests: see retryAfterSeconds. */
  | 'RATE_LIMITED'
  /** The vendor took longer than the provider's share of a page. */
  | 'TIMED_OUT'
  /** The vendor refuses our credentials. */
  | 'UNAUTHORIZED'
  /** The vendor cannot be reached, or fails. */
  | 'UNAVAILABLE'
  /** The vendor answered something that cannot be understood. */
  | 'UNREADABLE'
  /** The vendor cannot do this. */
  | 'UNSUPPORTED';

/** Why two calls of different providers count as one real call, the strongest evidence first. */
export type RelationEvidence =
  /** The same customer number, the same direction, and starts no further apart than toleranceSeconds. A good guess, and no proof. */
  | 'SAME_NUMBER_AND_TIME'
  /** One carries the other's id, or both carry the id that an outside system gave. */
  | 'SHARED_EXTERNAL_ID'
  /** Both name the same telephony session: one ran it, the other wrote it down. */
  | 'SHARED_SESSION_ID';

/** Two ends of a range. */
export type StringBounds = {
  /** The upper end. */
  max: string;
  /** The lower end. */
  min: string;
};

/** Narrows the calls of Voximplant alone: calls of other vendors are still returned, unless `providers` names only providers of Voximplant. Its fields are parameters of GetCallHistory. Different ones: and. Several values of one: or. */
export type VoximplantCallFilter = {
  /** Sessions of one application. */
  applicationId?: string | number | null | undefined;
  /** The same by its name; not beside applicationId. */
  applicationName?: string | null | undefined;
  /** Sessions with this customData. */
  callSessionHistoryCustomData?: string | null | undefined;
  /** Sessions by id; at most 1,000. */
  callSessionHistoryId?: Array<string | number> | null | undefined;
  /** Sessions of these child accounts too; "all" for every one. */
  childAccountId?: Array<string | number> | null | undefined;
  /** Sessions of child accounts only. */
  childrenCallsOnly?: boolean | null | undefined;
  /** Sessions with a call whose platform's side has one of these numbers. */
  localNumber?: Array<string> | null | undefined;
  /** Sessions with a call whose client's side has one of these numbers. */
  remoteNumber?: Array<string> | null | undefined;
  /** The same; not beside remoteNumber. */
  remoteNumberList?: Array<string> | null | undefined;
  /** Sessions of one routing rule; only with applicationId or applicationName. */
  ruleName?: string | null | undefined;
  /** Sessions that these users started. Calls that came in to them are not among them. */
  userId?: Array<string | number> | null | undefined;
};

/** Narrows the calls of Zoom Contact Center alone: calls of other vendors are still returned, unless `providers` names only providers of Zoom Contact Center. Its fields are parameters of Zoom's voice call log. Different ones: and. Several values of one: or. More values than Zoom takes at once are asked for in several requests. */
export type ZoomContactCenterCallFilter = {
  /** Ids of queues. */
  ccQueueIds?: Array<string | number> | null | undefined;
  /** The consumer's number in E.164: +442079460001. */
  consumerNumber?: string | null | undefined;
  /** Countries as two capital letters: GB. */
  countryIsoCodes?: Array<string> | null | undefined;
  /** Direction of the engagement, of internal ones too: inbound or outbound. */
  direction?: string | null | undefined;
  /** Whether a queue distributed the call: acd or non_acd. */
  distribution?: string | null | undefined;
  /** The id of one engagement. */
  engagementId?: string | number | null | undefined;
  /** True: calls that used no queue. False: calls that used one. */
  hasNoQueue?: boolean | null | undefined;
  /** Types of the call's numbers. */
  numberTypes?: Array<string> | null | undefined;
  /** Deprecated ids of queues: see ccQueueIds. */
  queueIds?: Array<string | number> | null | undefined;
  /** Ids of regions. */
  regionIds?: Array<string | number> | null | undefined;
  /** Names of regions. */
  regionNames?: Array<string> | null | undefined;
  /** Sub-types of the call: how it was transferred or became a conference. */
  subTypes?: Array<string> | null | undefined;
  /** Ids of teams. */
  teamIds?: Array<string | number> | null | undefined;
  /** Names of teams. */
  teamNames?: Array<string> | null | undefined;
  /** Types of the call: one of the call's own is enough. */
  types?: Array<string> | null | undefined;
  /** Ids of users who took part. */
  userIds?: Array<string | number> | null | undefined;
};

export type PageQueryVariables = Exact<{
  first?: number | null | undefined;
  after?: string | null | undefined;
  last?: number | null | undefined;
  before?: string | null | undefined;
  filter?: CallSessionFilter | null | undefined;
}>;


export type PageQuery = { callSessions: { totalCount: number | null, isComplete: boolean, edges: Array<{ cursor: string, node: { nativeId: string, providerKey: string, startedAt: string } }>, pageInfo: { hasNextPage: boolean, hasPreviousPage: boolean, startCursor: string | null, endCursor: string | null }, problems: Array<{ kind: ProviderProblemKind, message: string, isTransient: boolean, retryAfterSeconds: number | null, provider: { key: string } }> } };

export type NestedQueryVariables = Exact<{ [key: string]: never; }>;


export type NestedQuery = { callSessions: { nodes: Array<{ nativeId: string, agents: Array<{ displayName: string | null, email: string | null }> | null, queues: Array<{ name: string | null }> | null, cost: { amount: string, currency: string | null } | null, legs: Array<{ nativeId: string, agent: { displayName: string | null } | null, recordings: Array<{ nativeId: string }> | null, session: { nativeId: string } | null }> | null, recordings: Array<{ nativeId: string, sizeBytes: number | null, leg: { nativeId: string } | null, session: { note: string | null, durationSeconds: number | null } | null }> | null }> } };

export type RelatedQueryVariables = Exact<{
  via?: Array<RelationEvidence> | RelationEvidence | null | undefined;
  toleranceSeconds?: number | null | undefined;
}>;


export type RelatedQuery = { callSessions: { isComplete: boolean, nodes: Array<{ nativeId: string, related: Array<{ via: RelationEvidence, session: { nativeId: string, provider: { key: string } } }> | null }>, problems: Array<{ kind: ProviderProblemKind, provider: { key: string } }> } };

export type RelatedByDefaultQueryVariables = Exact<{ [key: string]: never; }>;


export type RelatedByDefaultQuery = { callSessions: { nodes: Array<{ related: Array<{ via: RelationEvidence, session: { nativeId: string, note: string | null, agents: Array<{ displayName: string | null }> | null, related: Array<{ session: { nativeId: string } }> | null } }> | null }> } };


export const PageDocument = {"kind":"Document","definitions":[{"kind":"OperationDefinition","operation":"query","name":{"kind":"Name","value":"Page"},"variableDefinitions":[{"kind":"VariableDefinition","variable":{"kind":"Variable","name":{"kind":"Name","value":"first"}},"type":{"kind":"NamedType","name":{"kind":"Name","value":"Int"}}},{"kind":"VariableDefinition","variable":{"kind":"Variable","name":{"kind":"Name","value":"after"}},"type":{"kind":"NamedType","name":{"kind":"Name","value":"String"}}},{"kind":"VariableDefinition","variable":{"kind":"Variable","name":{"kind":"Name","value":"last"}},"type":{"kind":"NamedType","name":{"kind":"Name","value":"Int"}}},{"kind":"VariableDefinition","variable":{"kind":"Variable","name":{"kind":"Name","value":"before"}},"type":{"kind":"NamedType","name":{"kind":"Name","value":"String"}}},{"kind":"VariableDefinition","variable":{"kind":"Variable","name":{"kind":"Name","value":"filter"}},"type":{"kind":"NamedType","name":{"kind":"Name","value":"CallSessionFilter"}}}],"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"callSessions"},"arguments":[{"kind":"Argument","name":{"kind":"Name","value":"first"},"value":{"kind":"Variable","name":{"kind":"Name","value":"first"}}},{"kind":"Argument","name":{"kind":"Name","value":"after"},"value":{"kind":"Variable","name":{"kind":"Name","value":"after"}}},{"kind":"Argument","name":{"kind":"Name","value":"last"},"value":{"kind":"Variable","name":{"kind":"Name","value":"last"}}},{"kind":"Argument","name":{"kind":"Name","value":"before"},"value":{"kind":"Variable","name":{"kind":"Name","value":"before"}}},{"kind":"Argument","name":{"kind":"Name","value":"filter"},"value":{"kind":"Variable","name":{"kind":"Name","value":"filter"}}}],"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"edges"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"cursor"}},{"kind":"Field","name":{"kind":"Name","value":"node"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"nativeId"}},{"kind":"Field","name":{"kind":"Name","value":"providerKey"}},{"kind":"Field","name":{"kind":"Name","value":"startedAt"}}]}}]}},{"kind":"Field","name":{"kind":"Name","value":"pageInfo"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"hasNextPage"}},{"kind":"Field","name":{"kind":"Name","value":"hasPreviousPage"}},{"kind":"Field","name":{"kind":"Name","value":"startCursor"}},{"kind":"Field","name":{"kind":"Name","value":"endCursor"}}]}},{"kind":"Field","name":{"kind":"Name","value":"totalCount"}},{"kind":"Field","name":{"kind":"Name","value":"isComplete"}},{"kind":"Field","name":{"kind":"Name","value":"problems"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"provider"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"key"}}]}},{"kind":"Field","name":{"kind":"Name","value":"kind"}},{"kind":"Field","name":{"kind":"Name","value":"message"}},{"kind":"Field","name":{"kind":"Name","value":"isTransient"}},{"kind":"Field","name":{"kind":"Name","value":"retryAfterSeconds"}}]}}]}}]}}]} as unknown as DocumentNode<PageQuery, PageQueryVariables>;
export const NestedDocument = {"kind":"Document","definitions":[{"kind":"OperationDefinition","operation":"query","name":{"kind":"Name","value":"Nested"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"callSessions"},"arguments":[{"kind":"Argument","name":{"kind":"Name","value":"first"},"value":{"kind":"IntValue","value":"3"}}],"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"nodes"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"nativeId"}},{"kind":"Field","name":{"kind":"Name","value":"agents"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"displayName"}},{"kind":"Field","name":{"kind":"Name","value":"email"}}]}},{"kind":"Field","name":{"kind":"Name","value":"queues"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"name"}}]}},{"kind":"Field","name":{"kind":"Name","value":"cost"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"amount"}},{"kind":"Field","name":{"kind":"Name","value":"currency"}}]}},{"kind":"Field","name":{"kind":"Name","value":"legs"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"nativeId"}},{"kind":"Field","name":{"kind":"Name","value":"agent"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"displayName"}}]}},{"kind":"Field","name":{"kind":"Name","value":"recordings"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"nativeId"}}]}},{"kind":"Field","name":{"kind":"Name","value":"session"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"nativeId"}}]}}]}},{"kind":"Field","name":{"kind":"Name","value":"recordings"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"nativeId"}},{"kind":"Field","name":{"kind":"Name","value":"sizeBytes"}},{"kind":"Field","name":{"kind":"Name","value":"leg"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"nativeId"}}]}},{"kind":"Field","name":{"kind":"Name","value":"session"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"note"}},{"kind":"Field","name":{"kind":"Name","value":"durationSeconds"}}]}}]}}]}}]}}]}}]} as unknown as DocumentNode<NestedQuery, NestedQueryVariables>;
export const RelatedDocument = {"kind":"Document","definitions":[{"kind":"OperationDefinition","operation":"query","name":{"kind":"Name","value":"Related"},"variableDefinitions":[{"kind":"VariableDefinition","variable":{"kind":"Variable","name":{"kind":"Name","value":"via"}},"type":{"kind":"ListType","type":{"kind":"NonNullType","type":{"kind":"NamedType","name":{"kind":"Name","value":"RelationEvidence"}}}}},{"kind":"VariableDefinition","variable":{"kind":"Variable","name":{"kind":"Name","value":"toleranceSeconds"}},"type":{"kind":"NamedType","name":{"kind":"Name","value":"Int"}}}],"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"callSessions"},"arguments":[{"kind":"Argument","name":{"kind":"Name","value":"first"},"value":{"kind":"IntValue","value":"10"}}],"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"nodes"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"nativeId"}},{"kind":"Field","name":{"kind":"Name","value":"related"},"arguments":[{"kind":"Argument","name":{"kind":"Name","value":"via"},"value":{"kind":"Variable","name":{"kind":"Name","value":"via"}}},{"kind":"Argument","name":{"kind":"Name","value":"toleranceSeconds"},"value":{"kind":"Variable","name":{"kind":"Name","value":"toleranceSeconds"}}}],"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"via"}},{"kind":"Field","name":{"kind":"Name","value":"session"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"nativeId"}},{"kind":"Field","name":{"kind":"Name","value":"provider"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"key"}}]}}]}}]}}]}},{"kind":"Field","name":{"kind":"Name","value":"isComplete"}},{"kind":"Field","name":{"kind":"Name","value":"problems"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"kind"}},{"kind":"Field","name":{"kind":"Name","value":"provider"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"key"}}]}}]}}]}}]}}]} as unknown as DocumentNode<RelatedQuery, RelatedQueryVariables>;
export const RelatedByDefaultDocument = {"kind":"Document","definitions":[{"kind":"OperationDefinition","operation":"query","name":{"kind":"Name","value":"RelatedByDefault"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"callSessions"},"arguments":[{"kind":"Argument","name":{"kind":"Name","value":"first"},"value":{"kind":"IntValue","value":"10"}},{"kind":"Argument","name":{"kind":"Name","value":"filter"},"value":{"kind":"ObjectValue","fields":[{"kind":"ObjectField","name":{"kind":"Name","value":"providers"},"value":{"kind":"ListValue","values":[{"kind":"StringValue","value":"portal","block":false}]}}]}}],"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"nodes"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"related"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"via"}},{"kind":"Field","name":{"kind":"Name","value":"session"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"nativeId"}},{"kind":"Field","name":{"kind":"Name","value":"note"}},{"kind":"Field","name":{"kind":"Name","value":"agents"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"displayName"}}]}},{"kind":"Field","name":{"kind":"Name","value":"related"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"session"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"nativeId"}}]}}]}}]}}]}}]}}]}}]}}]} as unknown as DocumentNode<RelatedByDefaultQuery, RelatedByDefaultQueryVariables>;