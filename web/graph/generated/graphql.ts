/* eslint-disable */
/** Internal type. DO NOT USE DIRECTLY. */
type Exact<T extends { [key: string]: unknown }> = { [K in keyof T]: T[K] };
/** Internal type. DO NOT USE DIRECTLY. */
export type Incremental<T> = T | { [P in keyof T]?: P extends ' $fragmentName' | '__typename' ? T[P] : never };
import type { TypedDocumentNode as DocumentNode } from '@graphql-typed-document-node/core';
/** CALL_FAILED_CODE of Bitrix24: how a call ended. */
export type Bitrix24CallFailedCode =
  /** Undefined. */
  | 'OTHER'
  /** Successful call. */
  | 'S_200'
  /** Missed call. */
  | 'S_304'
  /** Insufficient funds. */
  | 'S_402'
  /** Forbidden. */
  | 'S_403'
  /** Invalid number. */
  | 'S_404'
  /** Blocked. */
  | 'S_423'
  /** Temporarily unavailable. */
  | 'S_480'
  /** Direction unavailable. */
  | 'S_484'
  /** Busy. */
  | 'S_486'
  /** Direction unavailable. */
  | 'S_503'
  /** Declined. */
  | 'S_603'
  /** Call canceled. */
  | 'S_603_S';

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

/** CALL_TYPE of Bitrix24: which way a call went. */
export type Bitrix24CallType =
  /** Outgoing. */
  | 'TYPE_1'
  /** Incoming. */
  | 'TYPE_2'
  /** Incoming with redirection. */
  | 'TYPE_3'
  /** Callback. */
  | 'TYPE_4'
  /** Informational call. */
  | 'TYPE_5';

/** CRM_ENTITY_TYPE of Bitrix24: what kind of CRM entity a call belongs to. */
export type Bitrix24CrmEntityType =
  /** Company. */
  | 'COMPANY'
  /** Contact. */
  | 'CONTACT'
  /** Lead. */
  | 'LEAD';

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

/** TRANSCRIPT_PENDING of Bitrix24: whether a transcript is on its way. */
export type Bitrix24TranscriptPending =
  /** Transcription available or absent. */
  | 'N'
  /** Transcription pending. */
  | 'Y';

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

/** What was noticed of a call. A copy writes ADDED and CHANGED alike, and deletes what is REMOVED. */
export type CallSessionChangeKind =
  /** It is new since the cursor. */
  | 'ADDED'
  /** Something that the graph shows of it, its legs, recordings or costs differs. */
  | 'CHANGED'
  /** It is gone: its vendor no longer has it, it was forgotten, or is too old to be kept. Under a filter, also a call that no longer passes it. */
  | 'REMOVED';

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

/** Stretches of the time zone that figures are told apart by. */
export type CallStatsInterval =
  /** A day of the calendar: of 23 or 25 hours where the clock is moved. */
  | 'DAY'
  /** Where the clock is moved, an hour ends: by half an hour in some zones. */
  | 'HOUR'
  /** A month of the calendar. */
  | 'MONTH'
  /** From Monday to Sunday. */
  | 'WEEK';

/** Attribute of an inquiry. */
export type CallgearAttribute =
  /** First quality. */
  | 'FIRST'
  /** Lost. */
  | 'LOST'
  /** Off targeted. */
  | 'OFF_TARGET'
  /** Primary. */
  | 'PRIMARY'
  /** Quality. */
  | 'QUALITY'
  /** Targeted repeated calls, made in the period of repeated calls that is set for the site. */
  | 'REST'
  /** Secondary. */
  | 'SECONDARY'
  /** Targeted. */
  | 'TARGET'
  /** First through quality. */
  | 'THROUGH';

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

/** Channel of a visit. */
export type CallgearChannel =
  /** Affiliate. */
  | 'AFFILIATE'
  /** Cached pages, in the spelling of the vendor. */
  | 'CASHED'
  /** Direct. */
  | 'DIRECT'
  /** Display. */
  | 'DISPLAY'
  /** Email. */
  | 'EMAIL'
  /** Internal. */
  | 'INTERNAL'
  /** Messenger. */
  | 'MESSENGER'
  /** Organic. */
  | 'ORGANIC'
  /** Paid. */
  | 'PAID'
  /** Recommendation. */
  | 'RECOMMENDATION'
  /** Referral. */
  | 'REFERRAL'
  /** Social. */
  | 'SOCIAL';

/** Type of a communication. */
export type CallgearCommunicationType =
  /** A call. */
  | 'CALL';

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

/** Direction of a call session or a leg. */
export type CallgearDirection =
  /** Incoming. */
  | 'IN'
  /** Outgoing. */
  | 'OUT';

/** Why a call session or a leg ended. It tells who hung up or what failed, not whether people talked. */
export type CallgearFinishReason =
  /** Account is not found. */
  | 'ACCOUNT_NOT_FOUND'
  /** Interval, specified in the operation, is exceeded. */
  | 'ACTION_INTERVAL_EXCEEDED'
  /** Not determined. */
  | 'ADD_CDR_TIMEOUT'
  /** Another employee answered. */
  | 'ANOTHER_OPERATOR_ANSWER'
  /** IP address is not in the whitelist. */
  | 'API_IP_NOW_ALLOWED'
  /** Access to Call API is denied. */
  | 'API_PERMISSION_DENIED'
  /** App is inactive. */
  | 'APP_IS_INACTIVE'
  /** Call generator is not configured. */
  | 'CALL_GENERATOR_IS_NOT_CONFIGURED'
  /** Call is not allowed by a service plan. */
  | 'CALL_NOT_ALLOWED_ON_TP'
  /** Unavailable type of communication. */
  | 'COMMUNICATION_UNAVAILABLE'
  /** Component is inactive. */
  | 'COMPONENT_IS_INACTIVE'
  /** Contract is not found. */
  | 'CONTRACT_NOT_FOUND'
  /** Disconnection before a call is processed. */
  | 'DISCONNECT_BEFORE_CALL_PROCESSING'
  /** Employee is busy with another call. */
  | 'EMPLOYEE_BUSY'
  /** Employee is inactive. */
  | 'EMPLOYEE_INACTIVE'
  /** Employee is inactive according to a schedule. */
  | 'EMPLOYEE_INACTIVE_BY_SCHEDULE'
  /** Employee is not found. */
  | 'EMPLOYEE_NOT_EXISTS'
  /** Employee number is inactive. */
  | 'EMPLOYEE_PHONE_INACTIVE'
  /** Employee doesn't have numbers. */
  | 'EMPLOYEE_WITHOUT_PHONES'
  /** Fax is received. */
  | 'FAX_SESSION_DONE'
  /** A number in a group is not available. */
  | 'GROUP_PHONE_INACTIVE'
  /** Employee group doesn't have numbers. */
  | 'GROUP_WITHOUT_PHONES'
  /** Incorrect configuration. */
  | 'INCORRECT_CONFIG'
  /** Incorrect input. */
  | 'INCORRECT_INPUT'
  /** Contact technical support. */
  | 'INTERNAL_ERROR'
  /** Calls to a number are prohibited by security settings. */
  | 'LOCKED_NUMB'
  /** Network problems. */
  | 'LOCKED_PHONE'
  /** Limit of lines for incoming calls is reached. */
  | 'MAX_IN_CALL_REACHED'
  /** Limit of lines for outgoing calls is reached. */
  | 'MAX_OUT_CALL_REACHED'
  /** Transitions from operations from a scenario limit is reached. */
  | 'MAX_TRANSITION_COUNT_EXCEEDED'
  /** Not enough money. */
  | 'NOT_ENOUGH_MONEY'
  /** No active scenario is found. */
  | 'NO_ACTIVE_SCENARIO'
  /** Ran out of money or the financial limit is reached. */
  | 'NO_MONEY'
  /** No operation to process. */
  | 'NO_OPERATION'
  /** Calls for employees are not found. */
  | 'NO_OPERATOR_CDR_FOUND'
  /** Employee did not confirm a call. */
  | 'NO_OPERATOR_CONFIRMATION'
  /** Customer limit is reached. */
  | 'NO_RESOURCES'
  /** Couldn't reach an employee. */
  | 'NO_SUCCESS_OPERATOR_CALL'
  /** Couldn't reach a subscriber. */
  | 'NO_SUCCESS_SUBSCRIBER_CALL'
  /** Calling number is in the blacklist. */
  | 'NUMA_IN_BLACK_LIST'
  /** Virtual number is inactive. */
  | 'NUMB_IS_INACTIVE'
  /** Virtual number is not found. */
  | 'NUMB_NOT_EXISTS'
  /** Employee answered. */
  | 'OPERATOR_ANSWER'
  /** Operator is busy. */
  | 'OPERATOR_BUSY'
  /** No more available lines on call transferring number. */
  | 'OPERATOR_CHANNELS_BUSY'
  /** Operator disconnected. */
  | 'OPERATOR_DISCONNECTS'
  /** Operator does not respond. */
  | 'OPERATOR_NOT_RESPONSIBLE'
  /** Problems with operator's number. Contact technical support. */
  | 'OPERATOR_NUMBER_PROBLEMS'
  /** Numbers group is inactive according to a scenario. */
  | 'PHONE_GROUP_INACTIVE_BY_SCHEDULE'
  /** Contact technical support. */
  | 'PLATFORM_NOT_FOUND'
  /** Processing method is not found. */
  | 'PROCESSING_METHOD_NOT_FOUND'
  /** Disconnect an employee when starting a scenario. */
  | 'SCENARIO_DISCONNECTS'
  /** Scenario not found. */
  | 'SCENARIO_NOT_FOUND'
  /** Analytics: Simple forwarding is not configured. */
  | 'SIMPLE_FORWARDING_IS_NOT_CONFIGURED'
  /** SIP-line is not registered. */
  | 'SIP_OFFLINE'
  /** Sitephone is not configured. */
  | 'SITEPHONE_IS_NOT_CONFIGURED'
  /** Website is not found. */
  | 'SITE_NOT_EXISTS'
  /** Subscriber is busy. */
  | 'SUBSCRIBER_BUSY'
  /** Subscriber disconnected. */
  | 'SUBSCRIBER_DISCONNECTS'
  /** Subscriber does not respond. */
  | 'SUBSCRIBER_NOT_RESPONSIBLE'
  /** Problems with subscriber's number. Contact technical support. */
  | 'SUBSCRIBER_NUMBER_PROBLEMS'
  /** Not determined. */
  | 'SUCCESS_FINISH'
  /** Time of a dial up is out. */
  | 'TIMEOUT'
  /** Disconnect an employee during transfer. */
  | 'TRANSFER_DISCONNECTS';

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

/** What made a call. */
export type CallgearSource =
  /** Call from amoCRM. */
  | 'AMOCRM'
  /** Automatic redial of missed calls. */
  | 'AUTO_BACK_CALL'
  /** Call from Bitrix24. */
  | 'BITRIX'
  /** Call API, base set. */
  | 'CALLAPI'
  /** Call API, informer call. */
  | 'CALLAPI_INFORMER_CALL'
  /** Call API, call management. */
  | 'CALLAPI_MANAGEMENT_CALL'
  /** Call API, scenario call. */
  | 'CALLAPI_SCENARIO_CALL'
  /** Callback. */
  | 'CALLBACK'
  /** Callout. */
  | 'CALLOUT'
  /** Analytics. */
  | 'CALL_TRACKING'
  /** Consultant. */
  | 'CONSULTANT'
  /** Dynamic call tracking. */
  | 'DYNAMIC_CALL_TRACKING'
  /** Fax. */
  | 'FAXOUT'
  /** Lead generator. */
  | 'LEAD'
  /** Call from retailCRM. */
  | 'RETAILCRM'
  /** Call from SIP. */
  | 'SIP'
  /** Site phone. */
  | 'SITEPHONE'
  /** Virtual PBX. */
  | 'VA';

/** How a tag was put on a call. */
export type CallgearTagType =
  /** By the vendor. */
  | 'AUTO'
  /** By a person. */
  | 'MANUAL';

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

/** Device of a visitor. */
export type CallgearVisitorDevice =
  /** Desktop. */
  | 'DESKTOP'
  /** Mobile. */
  | 'MOBILE'
  /** Other. */
  | 'OTHER'
  /** Tablet. */
  | 'TABLET';

/** Whether a visitor has been there before. */
export type CallgearVisitorType =
  /** Came for the first time. */
  | 'NEW'
  /** Not known to the vendor. */
  | 'NOT_FILLED_IN'
  /** Has been there before. */
  | 'RETURNED';

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

/** Which way a list is ordered. */
export type OrderDirection =
  /** Smallest, or oldest, first. */
  | 'ASC'
  /** Largest, or newest, first: the exact reverse of ASC. */
  | 'DESC';

/** How a vendor pages. Cursors of the graph work alike with both. */
export type PaginationStyle =
  /** By the number of rows to skip. */
  | 'OFFSET'
  /** By a token from the page before. */
  | 'TOKEN';

/** What the calls of one provider can be ordered by. */
export type ProviderCallSessionOrderField =
  /** What the call cost, in pages as the vendor has them. */
  | 'COST'
  /** How long the call lasted; where the range is not kept whole, in pages as the vendor has them. */
  | 'DURATION'
  /** When the call started. Every provider can. */
  | 'STARTED_AT';

/** How the kept history of a provider fares. */
export type ProviderHistoryState =
  /** All of it is kept, and the open days are followed. */
  | 'CURRENT'
  /** The vendor or the store does not let it go on: see lastError. */
  | 'FAILING'
  /** Calls of the past are still being read. */
  | 'FILLING'
  /** It waits: for its share of a limit of the vendor, or for a server that fills it. */
  | 'PAUSED';

/** Whose phone system a provider is. */
export type ProviderKind =
  /** Bitrix24, a CRM with telephony. */
  | 'BITRIX24'
  /** CallGear, call tracking and a virtual PBX. */
  | 'CALLGEAR'
  /** Voximplant, a programmable telephony platform. */
  | 'VOXIMPLANT'
  /** Zoom Contact Center. */
  | 'ZOOM_CONTACT_CENTER';

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

/** How a provider has answered lately. */
export type ProviderState =
  /** It failed when it was asked last, and can be asked again. */
  | 'DEGRADED'
  /** It does not answer, or refused us within the last seconds. */
  | 'DOWN'
  /** It answers. */
  | 'UP';

/** What was recorded. */
export type RecordingKind =
  /** What people said to each other. */
  | 'CALL'
  /** A message that the caller left. */
  | 'VOICEMAIL';

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

/** How far the text of a recording is. */
export type TranscriptStatus =
  /** There is none, and none is coming. */
  | 'NONE'
  /** The vendor is still writing it. */
  | 'PENDING'
  /** It can be read. */
  | 'READY';

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

export type CallAboutFragment = { direction: CallDirection, kind: CallKind, nativeId: string, readAt: string, rating: number | null, note: string | null, provider: { id: string, name: string } } & { ' $fragmentName'?: 'CallAboutFragment' };

export type CallPeopleFragment = { agents: Array<{ id: string, displayName: string | null, extension: string | null }> | null, queues: Array<{ id: string, name: string | null }> | null } & { ' $fragmentName'?: 'CallPeopleFragment' };

export type CallHeadFragment = { startedAt: string, durationSeconds: number | null, talkSeconds: number | null, waitSeconds: number | null, direction: CallDirection, outcome: CallOutcome, outcomeDetail: { code: string | null, reason: string | null } | null, customer: { number: string | null, e164: string | null, displayName: string | null, country: string | null } | null, line: { number: string | null, e164: string | null, displayName: string | null } | null, provider: { id: string, name: string } } & { ' $fragmentName'?: 'CallHeadFragment' };

export type CallPageQueryVariables = Exact<{
  id: string | number;
}>;


export type CallPageQuery = { node:
    | { __typename: 'Agent', id: string }
    | { __typename: 'CallLeg', id: string }
    | (
      { __typename: 'CallSession', providerKey: string, startedAt: string, outcome: CallOutcome, id: string, customer: { number: string | null, e164: string | null } | null, provider: { id: string, kind: ProviderKind, name: string, capabilities: { hasRecordings: boolean } } }
      & { ' $fragmentRefs'?: { 'CallHeadFragment': CallHeadFragment;'CallMomentsFragment': CallMomentsFragment;'CallAboutFragment': CallAboutFragment;'CallPeopleFragment': CallPeopleFragment;'CallCostFragment': CallCostFragment;'CallRecordingsFragment': CallRecordingsFragment;'CallLegsFragment': CallLegsFragment;'CallRelatedFragment': CallRelatedFragment } }
    )
    | { __typename: 'Line', id: string }
    | { __typename: 'Person', id: string }
    | { __typename: 'Provider', id: string }
    | { __typename: 'Queue', id: string }
    | { __typename: 'Recording', id: string }
   | null };

export type CallCostFragment = { cost: { amount: string, currency: string | null } | null } & { ' $fragmentName'?: 'CallCostFragment' };

export type CustomerCallsQueryVariables = Exact<{
  number: string;
  first: number;
}>;


export type CustomerCallsQuery = { callSessions: { nodes: Array<{ id: string, startedAt: string, durationSeconds: number | null, direction: CallDirection, outcome: CallOutcome, provider: { id: string, name: string } }>, pageInfo: { hasNextPage: boolean }, problems: Array<{ ' $fragmentRefs'?: { 'ProblemFragment': ProblemFragment } }> } };

export type CallRawQueryVariables = Exact<{
  id: string | number;
}>;


export type CallRawQuery = { node:
    | { id: string }
    | { id: string }
    | { raw: unknown, id: string }
    | { id: string }
    | { id: string }
    | { id: string }
    | { id: string }
    | { id: string }
   | null };

export type CallMomentsFragment = { startedAt: string, durationSeconds: number | null, waitSeconds: number | null, talkSeconds: number | null, outcome: CallOutcome, provider: { id: string, capabilities: { hasLegs: boolean } } } & { ' $fragmentName'?: 'CallMomentsFragment' };

export type CallLegsFragment = { legs: Array<{ id: string, direction: CallDirection, startedAt: string | null, durationSeconds: number | null, outcome: CallOutcome, outcomeDetail: { code: string | null, reason: string | null } | null, from: { number: string | null, e164: string | null, displayName: string | null } | null, to: { number: string | null, e164: string | null, displayName: string | null } | null, agent: { id: string, displayName: string | null } | null, cost: { amount: string, currency: string | null } | null }> | null } & { ' $fragmentName'?: 'CallLegsFragment' };

export type CallRecordingsFragment = { recordings: Array<{ id: string, kind: RecordingKind, startedAt: string | null, durationSeconds: number | null, sizeBytes: number | null, expiresAt: string | null, url: string | null, urlExpiresAt: string | null, cost: { amount: string, currency: string | null } | null, leg: { id: string } | null, transcript: { status: TranscriptStatus } | null }> | null } & { ' $fragmentName'?: 'CallRecordingsFragment' };

export type CallRelatedFragment = { related: Array<(
    { session: { id: string } }
    & { ' $fragmentRefs'?: { 'RelatedCallFragment': RelatedCallFragment } }
  )> | null, alike: Array<(
    { session: { id: string } }
    & { ' $fragmentRefs'?: { 'RelatedCallFragment': RelatedCallFragment } }
  )> | null } & { ' $fragmentName'?: 'CallRelatedFragment' };

export type RelatedCallFragment = { via: RelationEvidence, session: { id: string, startedAt: string, durationSeconds: number | null, outcome: CallOutcome, agents: Array<{ id: string, displayName: string | null }> | null, provider: { id: string, name: string } } } & { ' $fragmentName'?: 'RelatedCallFragment' };

export type Bitrix24DetailsQueryVariables = Exact<{
  id: string | number;
}>;


export type Bitrix24DetailsQuery = { node:
    | { id: string }
    | { id: string }
    | { id: string, details:
        | { vendorId: string | null, portalUserId: string | null, portalNumber: string | null, phoneNumber: string | null, callId: string | null, externalCallId: string | null, callCategory: string | null, callLog: string | null, callDuration: number | null, callStartDate: string | null, callRecordUrl: string | null, callVote: number | null, cost: string | null, costCurrency: string | null, callFailedCode: Bitrix24CallFailedCode | null, callFailedCodeText: string | null, callFailedReason: string | null, crmEntityType: Bitrix24CrmEntityType | null, crmEntityTypeText: string | null, crmEntityId: string | null, crmActivityId: string | null, restAppId: string | null, restAppName: string | null, transcriptId: string | null, transcriptPending: Bitrix24TranscriptPending | null, transcriptPendingText: string | null, sessionId: string | null, redialAttempt: number | null, comment: string | null, recordDuration: number | null, recordFileId: string | null, callType: Bitrix24CallType | null, callTypeText: string | null }
        | Record<PropertyKey, never>
       | null }
    | { id: string }
    | { id: string }
    | { id: string }
    | { id: string }
    | { id: string }
   | null };

export type CallgearDetailsQueryVariables = Exact<{
  id: string | number;
}>;


export type CallgearDetailsQuery = { node:
    | { id: string }
    | { id: string }
    | { id: string, details:
        | { vendorId: string | null, startTime: string | null, finishTime: string | null, finishReason: CallgearFinishReason | null, finishReasonText: string | null, direction: CallgearDirection | null, directionText: string | null, cpnRegionId: string | null, cpnRegionName: string | null, source: CallgearSource | null, sourceText: string | null, isLost: boolean | null, virtualPhoneNumber: string | null, contactPhoneNumber: string | null, communicationId: string | null, communicationType: CallgearCommunicationType | null, communicationTypeText: string | null, waitDuration: number | null, totalWaitDuration: number | null, lostCallProcessingDuration: number | null, talkDuration: number | null, cleanTalkDuration: number | null, totalDuration: number | null, postprocessDuration: number | null, callRecords: Array<string> | null, voiceMailRecords: Array<string> | null, saleDate: string | null, saleCost: string | null, isTransfer: boolean | null, lastAnsweredEmployeeId: string | null, lastAnsweredEmployeeFullName: string | null, lastAnsweredEmployeeRating: number | null, firstAnsweredEmployeeId: string | null, firstAnsweredEmployeeFullName: string | null, lastTalkedEmployeeId: string | null, lastTalkedEmployeeFullName: string | null, firstTalkedEmployeeId: string | null, firstTalkedEmployeeFullName: string | null, scenarioName: string | null, scenarioId: string | null, callApiRequestId: string | null, callApiExternalId: string | null, contactId: string | null, contactFullName: string | null, communicationNumber: number | null, communicationPageUrl: string | null, uaClientId: string | null, ymClientId: string | null, searchQuery: string | null, searchEngine: string | null, referrerDomain: string | null, referrer: string | null, entrancePage: string | null, gclid: string | null, yclid: string | null, ymclid: string | null, efId: string | null, channel: CallgearChannel | null, channelText: string | null, siteDomainName: string | null, siteId: string | null, campaignName: string | null, campaignId: string | null, visitOtherCampaign: boolean | null, visitorId: string | null, personId: string | null, visitorType: CallgearVisitorType | null, visitorTypeText: string | null, visitorSessionId: string | null, visitsCount: number | null, visitorFirstCampaignId: string | null, visitorFirstCampaignName: string | null, visitorCity: string | null, visitorRegion: string | null, visitorCountry: string | null, visitorDevice: CallgearVisitorDevice | null, visitorDeviceText: string | null, utmSource: string | null, utmMedium: string | null, utmTerm: string | null, utmContent: string | null, utmCampaign: string | null, openstatAd: string | null, openstatCampaign: string | null, openstatService: string | null, openstatSource: string | null, attributes: Array<CallgearAttribute> | null, eqUtmSource: string | null, eqUtmMedium: string | null, eqUtmTerm: string | null, eqUtmContent: string | null, eqUtmCampaign: string | null, eqUtmReferrer: string | null, eqUtmExpid: string | null, cpnCountryName: string | null, cpnCountryId: string | null, properties: string | null, wavCallRecords: Array<string> | null, fullRecordFileLink: string | null, operatorPhoneNumber: string | null, autoCallCampaignName: string | null, sourceId: string | null, sourceName: string | null, sourceNew: string | null, channelNew: string | null, channelCode: string | null, extId: string | null, holdDuration: number | null, attributesText: Array<string> | null, scenarioOperations: Array<{ vendorId: string | null, name: string | null }> | null, tags: Array<{ tagId: string | null, tagName: string | null, tagType: CallgearTagType | null, tagTypeText: string | null, tagChangeTime: string | null, tagUserId: string | null, tagUserLogin: string | null, tagEmployeeId: string | null, tagEmployeeFullName: string | null }> | null, employees: Array<{ employeeId: string | null, employeeFullName: string | null, isAnswered: boolean | null, isTalked: boolean | null }> | null, visitorCustomProperties: Array<{ propertyName: string | null, propertyValue: string | null }> | null, segments: Array<{ segmentId: string | null, segmentName: string | null }> | null }
        | Record<PropertyKey, never>
       | null }
    | { id: string }
    | { id: string }
    | { id: string }
    | { id: string }
    | { id: string }
   | null };

export type VoximplantDetailsQueryVariables = Exact<{
  id: string | number;
}>;


export type VoximplantDetailsQuery = { node:
    | { id: string }
    | { id: string }
    | { id: string, details:
        | { callSessionHistoryId: string | null, accountId: string | null, applicationId: string | null, applicationName: string | null, ruleName: string | null, userId: string | null, startDate: string | null, duration: number | null, initiatorAddress: string | null, mediaServerAddress: string | null, logFileUrl: string | null, finishReason: string | null, audioQuality: string | null, customData: string | null, active: boolean | null, calls: Array<{ callId: string | null, startTime: string | null, duration: number | null, localNumber: string | null, remoteNumber: string | null, remoteNumberType: string | null, diversionNumber: string | null, incoming: boolean | null, successful: boolean | null, transactionId: string | null, recordUrl: string | null, cost: string | null, audioQuality: string | null, direction: string | null, mediaServerAddress: string | null, customData: string | null, endReason: { code: number | null, details: string | null } | null }> | null, records: Array<{ recordId: string | null, recordName: string | null, cost: string | null, startTime: string | null, duration: number | null, recordUrl: string | null, transactionId: string | null, fileSize: number | null, transcriptionUrl: string | null, transcriptionStatus: string | null, transcriptionTransactionId: string | null, hdAudio: boolean | null, lossless: boolean | null, isRemoved: boolean | null, expirationDate: string | null, mediaParametersText: string | null, mediaParameters: { audioCodec: string | null, container: string | null } | null }> | null, otherResourceUsage: Array<{ resourceUsageId: string | null, resourceType: string | null, cost: string | null, description: string | null, usedAt: string | null, transactionId: string | null, resourceQuantity: number | null, unit: string | null, refCallId: string | null }> | null }
        | Record<PropertyKey, never>
       | null }
    | { id: string }
    | { id: string }
    | { id: string }
    | { id: string }
    | { id: string }
   | null };

export type ZoomDetailsQueryVariables = Exact<{
  id: string | number;
}>;


export type ZoomDetailsQuery = { node:
    | { id: string }
    | { id: string }
    | { id: string, details:
        | { engagementId: string | null, direction: string | null, callLegs: Array<string> | null, distributions: Array<string> | null, types: Array<string> | null, subTypes: Array<string> | null, callerNumber: string | null, callerNumberType: string | null, calleeNumber: string | null, calleeNumberType: string | null, startTime: string | null, endTime: string | null, totalDuration: number | null, consumerNumber: string | null, consumerDisplayName: string | null, countryName: string | null, recorded: boolean | null, monitored: boolean | null, inbox: boolean | null, result: string | null, callerId: string | null, callingParty: string | null, charge: string | null, rates: Array<string> | null, chargeType: string | null, queues: Array<{ ccQueueId: string | null, queueId: string | null, queueName: string | null }> | null, agents: Array<{ userId: string | null, displayName: string | null, userEmail: string | null, userRegion: string | null, teamIds: Array<string> | null, teamNames: Array<string> | null, userIpAddress: string | null, userDeviceMacAddress: string | null, userRegisteredSipZone: string | null, sipZoneIpAddress: string | null }> | null, flows: Array<{ flowId: string | null, flowName: string | null, flowVersion: string | null }> | null, sessionBorderControllerList: Array<{ sessionBorderControllerName: string | null, sessionBorderControllerIpAddress: string | null, consumerZoomTrunkName: string | null, consumerSbcIpAddress: string | null }> | null, voiceCallDetails: Array<{ engagementId: string | null, callLeg: string | null, distribution: string | null, type: string | null, callerNumber: string | null, callerNumberType: string | null, calleeNumber: string | null, calleeNumberType: string | null, startTime: string | null, endTime: string | null, totalDuration: number | null, consumerNumber: string | null, consumerDisplayName: string | null, countryName: string | null, recorded: boolean | null, monitored: boolean | null, inbox: boolean | null, result: string | null, callerId: string | null, callingParty: string | null, charge: string | null, rate: string | null, chargeType: string | null, queue: { ccQueueId: string | null, queueId: string | null, queueName: string | null } | null, agents: Array<{ userId: string | null, displayName: string | null, userEmail: string | null, userRegion: string | null, teamIds: Array<string> | null, teamNames: Array<string> | null, userIpAddress: string | null, userDeviceMacAddress: string | null, userRegisteredSipZone: string | null, sipZoneIpAddress: string | null }> | null, flow: { flowId: string | null, flowName: string | null, flowVersion: string | null } | null }> | null, engagement: { engagementId: string | null, startTime: string | null, endTime: string | null, duration: number | null, direction: string | null, queueWaitType: string | null, talkDuration: number | null, flowDuration: number | null, waitingDuration: number | null, handlingDuration: number | null, wrapUpDuration: number | null, voiceMail: number | null, surveyId: string | null, channels: Array<{ channel: string | null, channelSource: string | null }> | null, consumers: Array<{ consumerId: string | null, consumerDisplayName: string | null, consumerNumber: string | null }> | null, flows: Array<{ flowId: string | null, flowName: string | null, flowVersion: string | null }> | null, queues: Array<{ ccQueueId: string | null, queueId: string | null, queueName: string | null }> | null, agents: Array<{ userId: string | null, displayName: string | null, userEmail: string | null, userRegion: string | null, teamIds: Array<string> | null, teamNames: Array<string> | null, userIpAddress: string | null, userDeviceMacAddress: string | null, userRegisteredSipZone: string | null, sipZoneIpAddress: string | null }> | null, dispositions: Array<{ dispositionId: string | null, dispositionName: string | null }> | null, notes: Array<{ userId: string | null, noteId: string | null, note: string | null, lastModifiedTime: string | null }> | null, events: Array<{ startTime: string | null, duration: number | null, channel: string | null, channelSource: string | null, eventType: string | null, direction: string | null, flowId: string | null, flowName: string | null, queueId: string | null, ccQueueId: string | null, queueName: string | null, userId: string | null, userDisplayName: string | null, acceptType: string | null, transferType: string | null, transferToFlowId: string | null, transferToFlowName: string | null, transferToQueueId: string | null, transferToCcQueueId: string | null, transferToQueueName: string | null, transferToUserId: string | null, transferToUserDisplayName: string | null, transferToNumber: string | null, conferenceType: string | null, inviteeType: string | null, invitee: string | null, supervisorId: string | null, supervisorDisplayName: string | null, consumerId: string | null, consumerDisplayName: string | null, inboxId: string | null, inboxName: string | null }> | null } | null }
        | Record<PropertyKey, never>
       | null }
    | { id: string }
    | { id: string }
    | { id: string }
    | { id: string }
    | { id: string }
   | null };

export type FilterProvidersQueryVariables = Exact<{ [key: string]: never; }>;


export type FilterProvidersQuery = { providers: Array<{ id: string, key: string, name: string, kind: ProviderKind }> };

export type FilterPeopleQueryVariables = Exact<{
  search?: string | null | undefined;
}>;


export type FilterPeopleQuery = { people: { nodes: Array<{ id: string, displayName: string | null, email: string | null, agents: Array<{ id: string, provider: { id: string, name: string } }> }> } };

export type FilterQueuesQueryVariables = Exact<{
  search?: string | null | undefined;
}>;


export type FilterQueuesQuery = { queues: { nodes: Array<{ id: string, name: string | null, provider: { id: string, name: string } }> } };

export type FilterLinesQueryVariables = Exact<{
  search?: string | null | undefined;
}>;


export type FilterLinesQuery = { lines: { nodes: Array<{ id: string, name: string | null, party: { number: string | null, e164: string | null } }> } };

export type FilterNamesQueryVariables = Exact<{
  ids: Array<string | number> | string | number;
}>;


export type FilterNamesQuery = { nodes: Array<
    | { id: string, name: string | null }
    | { id: string }
    | { id: string }
    | { id: string }
    | { id: string, name: string | null }
    | { id: string }
    | { name: string | null, id: string }
    | { id: string }
   | null> };

export type FiguresFragment = { calls: number, answered: number, unanswered: number, talkSeconds: { known: number, total: number, average: number | null }, waitSeconds: { known: number, total: number, average: number | null } } & { ' $fragmentName'?: 'FiguresFragment' };

export type OverviewTimesQueryVariables = Exact<{
  range: CallSessionFilter;
  inbound: CallSessionFilter;
  before: CallSessionFilter;
  beforeThrough: CallSessionFilter;
  inboundBefore: CallSessionFilter;
  every: CallStatsInterval;
  timeZone: string;
}>;


export type OverviewTimesQuery = { stretches: { asOf: string, buckets: Array<{ from: string, to: string, figures: { calls: number } }>, totals: { ' $fragmentRefs'?: { 'FiguresFragment': FiguresFragment } }, problems: Array<{ ' $fragmentRefs'?: { 'ProblemFragment': ProblemFragment } }> }, outcomes: { buckets: Array<{ from: string, outcome: CallOutcome | null, figures: { calls: number } }> }, stretchesBefore: { buckets: Array<{ from: string, figures: { calls: number } }> }, before: { isComplete: boolean, totals: { ' $fragmentRefs'?: { 'FiguresFragment': FiguresFragment } } }, inbound: { totals: { answered: number, unanswered: number } }, inboundBefore: { totals: { answered: number, unanswered: number } }, hours: { buckets: Array<{ dayOfWeek: number | null, hourOfDay: number | null, figures: { calls: number, unanswered: number } }> } };

export type OverviewPartsQueryVariables = Exact<{
  range: CallSessionFilter;
}>;


export type OverviewPartsQuery = { agents: { buckets: Array<{ agent: { id: string, displayName: string | null, person: { id: string, displayName: string | null } | null } | null, figures: { ' $fragmentRefs'?: { 'FiguresFragment': FiguresFragment } } }> }, queues: { buckets: Array<{ queue: { id: string, name: string | null, provider: { id: string, name: string } } | null, figures: { ' $fragmentRefs'?: { 'FiguresFragment': FiguresFragment } } }> }, lines: { buckets: Array<{ provider: { id: string, key: string, name: string } | null, line: { number: string | null, e164: string | null, displayName: string | null } | null, figures: { ' $fragmentRefs'?: { 'FiguresFragment': FiguresFragment } } }> } };

export type OverviewNotCalledBackQueryVariables = Exact<{
  filter: CallSessionFilter;
  first: number;
}>;


export type OverviewNotCalledBackQuery = { callSessions: { totalCount: number | null, nodes: Array<{ id: string, startedAt: string, waitSeconds: number | null, provider: { id: string, name: string }, customer: { number: string | null, e164: string | null, displayName: string | null } | null }>, problems: Array<{ ' $fragmentRefs'?: { 'ProblemFragment': ProblemFragment } }> } };

export type ProblemFragment = { kind: ProviderProblemKind, message: string, provider: { id: string, name: string } } & { ' $fragmentName'?: 'ProblemFragment' };

export type WordsQueryVariables = Exact<{
  id: string | number;
}>;


export type WordsQuery = { node:
    | { id: string }
    | { id: string }
    | { id: string }
    | { id: string }
    | { id: string }
    | { id: string }
    | { id: string }
    | { id: string, transcript: { status: TranscriptStatus, text: string | null, url: string | null } | null }
   | null };

export type FreshLinkQueryVariables = Exact<{
  id: string | number;
}>;


export type FreshLinkQuery = { node:
    | { id: string }
    | { id: string }
    | { id: string }
    | { id: string }
    | { id: string }
    | { id: string }
    | { id: string }
    | { url: string | null, urlExpiresAt: string | null, id: string }
   | null };

export type SystemFragment = { id: string, name: string, kind: ProviderKind, settledThrough: string | null, status: { state: ProviderState, lastError: string | null, lastErrorKind: ProviderProblemKind | null, rateLimit: { limit: number | null, remaining: number | null, resetsAt: string | null } | null }, history: { state: ProviderHistoryState, keptFrom: string | null, keptThrough: string | null, followedThrough: string | null, calls: number, progress: number, callsPerSecond: number | null, lastReadAt: string | null, lastError: string | null } | null, capabilities: { pagination: PaginationStyle, maxPageSize: number, orderFields: Array<ProviderCallSessionOrderField>, countsCheaply: boolean, hasRecordings: boolean, hasLegs: boolean, canFinishExternalCalls: boolean } } & { ' $fragmentName'?: 'SystemFragment' };

export type SystemsQueryVariables = Exact<{ [key: string]: never; }>;


export type SystemsQuery = { providers: Array<(
    { id: string }
    & { ' $fragmentRefs'?: { 'SystemFragment': SystemFragment } }
  )> };

export type CallRowFragment = { id: string, startedAt: string, durationSeconds: number | null, talkSeconds: number | null, waitSeconds: number | null, direction: CallDirection, kind: CallKind, outcome: CallOutcome, rating: number | null, note: string | null, customer: { number: string | null, e164: string | null, displayName: string | null } | null, line: { number: string | null, e164: string | null, displayName: string | null } | null, agents: Array<{ id: string, displayName: string | null, extension: string | null }> | null, queues: Array<{ id: string, name: string | null }> | null, recordings: Array<{ id: string, kind: RecordingKind, isAvailable: boolean }> | null, provider: { id: string, name: string, kind: ProviderKind }, cost: { amount: string, currency: string | null } | null } & { ' $fragmentName'?: 'CallRowFragment' };

export type TimelineCallsQueryVariables = Exact<{
  first: number;
  after?: string | null | undefined;
  filter?: CallSessionFilter | null | undefined;
  direction: OrderDirection;
  maxAgeSeconds?: number | null | undefined;
}>;


export type TimelineCallsQuery = { callSessions: { asOf: string, nodes: Array<{ ' $fragmentRefs'?: { 'CallRowFragment': CallRowFragment } }>, pageInfo: { hasNextPage: boolean, endCursor: string | null }, problems: Array<{ ' $fragmentRefs'?: { 'ProblemFragment': ProblemFragment } }> } };

export type TimelineSystemsQueryVariables = Exact<{ [key: string]: never; }>;


export type TimelineSystemsQuery = { providers: Array<{ id: string, key: string, name: string }> };

export type TimelineCountQueryVariables = Exact<{
  filter?: CallSessionFilter | null | undefined;
}>;


export type TimelineCountQuery = { callSessions: { totalCount: number | null } };

export type TimelineNodesQueryVariables = Exact<{
  ids: Array<string | number> | string | number;
}>;


export type TimelineNodesQuery = { nodes: Array<
    | { __typename: 'Agent', id: string }
    | { __typename: 'CallLeg', id: string }
    | (
      { __typename: 'CallSession', id: string }
      & { ' $fragmentRefs'?: { 'CallRowFragment': CallRowFragment } }
    )
    | { __typename: 'Line', id: string }
    | { __typename: 'Person', id: string }
    | { __typename: 'Provider', id: string }
    | { __typename: 'Queue', id: string }
    | { __typename: 'Recording', id: string }
   | null> };

export type TimelineChangesSubscriptionVariables = Exact<{
  after?: string | null | undefined;
  filter?: CallSessionFilter | null | undefined;
}>;


export type TimelineChangesSubscription = { callSessionChanges: { cursor: string, kind: CallSessionChangeKind, sessionId: string, session: { ' $fragmentRefs'?: { 'CallRowFragment': CallRowFragment } } | null } };

export const CallAboutFragmentDoc = {"kind":"Document","definitions":[{"kind":"FragmentDefinition","name":{"kind":"Name","value":"CallAbout"},"typeCondition":{"kind":"NamedType","name":{"kind":"Name","value":"CallSession"}},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"direction"}},{"kind":"Field","name":{"kind":"Name","value":"kind"}},{"kind":"Field","name":{"kind":"Name","value":"nativeId"}},{"kind":"Field","name":{"kind":"Name","value":"readAt"}},{"kind":"Field","name":{"kind":"Name","value":"rating"}},{"kind":"Field","name":{"kind":"Name","value":"note"}},{"kind":"Field","name":{"kind":"Name","value":"provider"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"id"}},{"kind":"Field","name":{"kind":"Name","value":"name"}}]}}]}}]} as unknown as DocumentNode<CallAboutFragment, unknown>;
export const CallPeopleFragmentDoc = {"kind":"Document","definitions":[{"kind":"FragmentDefinition","name":{"kind":"Name","value":"CallPeople"},"typeCondition":{"kind":"NamedType","name":{"kind":"Name","value":"CallSession"}},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"agents"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"id"}},{"kind":"Field","name":{"kind":"Name","value":"displayName"}},{"kind":"Field","name":{"kind":"Name","value":"extension"}}]}},{"kind":"Field","name":{"kind":"Name","value":"queues"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"id"}},{"kind":"Field","name":{"kind":"Name","value":"name"}}]}}]}}]} as unknown as DocumentNode<CallPeopleFragment, unknown>;
export const CallHeadFragmentDoc = {"kind":"Document","definitions":[{"kind":"FragmentDefinition","name":{"kind":"Name","value":"CallHead"},"typeCondition":{"kind":"NamedType","name":{"kind":"Name","value":"CallSession"}},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"startedAt"}},{"kind":"Field","name":{"kind":"Name","value":"durationSeconds"}},{"kind":"Field","name":{"kind":"Name","value":"talkSeconds"}},{"kind":"Field","name":{"kind":"Name","value":"waitSeconds"}},{"kind":"Field","name":{"kind":"Name","value":"direction"}},{"kind":"Field","name":{"kind":"Name","value":"outcome"}},{"kind":"Field","name":{"kind":"Name","value":"outcomeDetail"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"code"}},{"kind":"Field","name":{"kind":"Name","value":"reason"}}]}},{"kind":"Field","name":{"kind":"Name","value":"customer"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"number"}},{"kind":"Field","name":{"kind":"Name","value":"e164"}},{"kind":"Field","name":{"kind":"Name","value":"displayName"}},{"kind":"Field","name":{"kind":"Name","value":"country"}}]}},{"kind":"Field","name":{"kind":"Name","value":"line"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"number"}},{"kind":"Field","name":{"kind":"Name","value":"e164"}},{"kind":"Field","name":{"kind":"Name","value":"displayName"}}]}},{"kind":"Field","name":{"kind":"Name","value":"provider"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"id"}},{"kind":"Field","name":{"kind":"Name","value":"name"}}]}}]}}]} as unknown as DocumentNode<CallHeadFragment, unknown>;
export const CallCostFragmentDoc = {"kind":"Document","definitions":[{"kind":"FragmentDefinition","name":{"kind":"Name","value":"CallCost"},"typeCondition":{"kind":"NamedType","name":{"kind":"Name","value":"CallSession"}},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"cost"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"amount"}},{"kind":"Field","name":{"kind":"Name","value":"currency"}}]}}]}}]} as unknown as DocumentNode<CallCostFragment, unknown>;
export const CallMomentsFragmentDoc = {"kind":"Document","definitions":[{"kind":"FragmentDefinition","name":{"kind":"Name","value":"CallMoments"},"typeCondition":{"kind":"NamedType","name":{"kind":"Name","value":"CallSession"}},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"startedAt"}},{"kind":"Field","name":{"kind":"Name","value":"durationSeconds"}},{"kind":"Field","name":{"kind":"Name","value":"waitSeconds"}},{"kind":"Field","name":{"kind":"Name","value":"talkSeconds"}},{"kind":"Field","name":{"kind":"Name","value":"outcome"}},{"kind":"Field","name":{"kind":"Name","value":"provider"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"id"}},{"kind":"Field","name":{"kind":"Name","value":"capabilities"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"hasLegs"}}]}}]}}]}}]} as unknown as DocumentNode<CallMomentsFragment, unknown>;
export const CallLegsFragmentDoc = {"kind":"Document","definitions":[{"kind":"FragmentDefinition","name":{"kind":"Name","value":"CallLegs"},"typeCondition":{"kind":"NamedType","name":{"kind":"Name","value":"CallSession"}},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"legs"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"id"}},{"kind":"Field","name":{"kind":"Name","value":"direction"}},{"kind":"Field","name":{"kind":"Name","value":"startedAt"}},{"kind":"Field","name":{"kind":"Name","value":"durationSeconds"}},{"kind":"Field","name":{"kind":"Name","value":"outcome"}},{"kind":"Field","name":{"kind":"Name","value":"outcomeDetail"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"code"}},{"kind":"Field","name":{"kind":"Name","value":"reason"}}]}},{"kind":"Field","name":{"kind":"Name","value":"from"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"number"}},{"kind":"Field","name":{"kind":"Name","value":"e164"}},{"kind":"Field","name":{"kind":"Name","value":"displayName"}}]}},{"kind":"Field","name":{"kind":"Name","value":"to"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"number"}},{"kind":"Field","name":{"kind":"Name","value":"e164"}},{"kind":"Field","name":{"kind":"Name","value":"displayName"}}]}},{"kind":"Field","name":{"kind":"Name","value":"agent"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"id"}},{"kind":"Field","name":{"kind":"Name","value":"displayName"}}]}},{"kind":"Field","name":{"kind":"Name","value":"cost"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"amount"}},{"kind":"Field","name":{"kind":"Name","value":"currency"}}]}}]}}]}}]} as unknown as DocumentNode<CallLegsFragment, unknown>;
export const CallRecordingsFragmentDoc = {"kind":"Document","definitions":[{"kind":"FragmentDefinition","name":{"kind":"Name","value":"CallRecordings"},"typeCondition":{"kind":"NamedType","name":{"kind":"Name","value":"CallSession"}},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"recordings"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"id"}},{"kind":"Field","name":{"kind":"Name","value":"kind"}},{"kind":"Field","name":{"kind":"Name","value":"startedAt"}},{"kind":"Field","name":{"kind":"Name","value":"durationSeconds"}},{"kind":"Field","name":{"kind":"Name","value":"sizeBytes"}},{"kind":"Field","name":{"kind":"Name","value":"expiresAt"}},{"kind":"Field","name":{"kind":"Name","value":"url"}},{"kind":"Field","name":{"kind":"Name","value":"urlExpiresAt"}},{"kind":"Field","name":{"kind":"Name","value":"cost"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"amount"}},{"kind":"Field","name":{"kind":"Name","value":"currency"}}]}},{"kind":"Field","name":{"kind":"Name","value":"leg"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"id"}}]}},{"kind":"Field","name":{"kind":"Name","value":"transcript"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"status"}}]}}]}}]}}]} as unknown as DocumentNode<CallRecordingsFragment, unknown>;
export const RelatedCallFragmentDoc = {"kind":"Document","definitions":[{"kind":"FragmentDefinition","name":{"kind":"Name","value":"RelatedCall"},"typeCondition":{"kind":"NamedType","name":{"kind":"Name","value":"RelatedCallSession"}},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"via"}},{"kind":"Field","name":{"kind":"Name","value":"session"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"id"}},{"kind":"Field","name":{"kind":"Name","value":"startedAt"}},{"kind":"Field","name":{"kind":"Name","value":"durationSeconds"}},{"kind":"Field","name":{"kind":"Name","value":"outcome"}},{"kind":"Field","name":{"kind":"Name","value":"agents"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"id"}},{"kind":"Field","name":{"kind":"Name","value":"displayName"}}]}},{"kind":"Field","name":{"kind":"Name","value":"provider"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"id"}},{"kind":"Field","name":{"kind":"Name","value":"name"}}]}}]}}]}}]} as unknown as DocumentNode<RelatedCallFragment, unknown>;
export const CallRelatedFragmentDoc = {"kind":"Document","definitions":[{"kind":"FragmentDefinition","name":{"kind":"Name","value":"CallRelated"},"typeCondition":{"kind":"NamedType","name":{"kind":"Name","value":"CallSession"}},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"related"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"session"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"id"}}]}},{"kind":"FragmentSpread","name":{"kind":"Name","value":"RelatedCall"}}]}},{"kind":"Field","alias":{"kind":"Name","value":"alike"},"name":{"kind":"Name","value":"related"},"arguments":[{"kind":"Argument","name":{"kind":"Name","value":"via"},"value":{"kind":"ListValue","values":[{"kind":"EnumValue","value":"SAME_NUMBER_AND_TIME"}]}}],"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"session"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"id"}}]}},{"kind":"FragmentSpread","name":{"kind":"Name","value":"RelatedCall"}}]}}]}},{"kind":"FragmentDefinition","name":{"kind":"Name","value":"RelatedCall"},"typeCondition":{"kind":"NamedType","name":{"kind":"Name","value":"RelatedCallSession"}},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"via"}},{"kind":"Field","name":{"kind":"Name","value":"session"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"id"}},{"kind":"Field","name":{"kind":"Name","value":"startedAt"}},{"kind":"Field","name":{"kind":"Name","value":"durationSeconds"}},{"kind":"Field","name":{"kind":"Name","value":"outcome"}},{"kind":"Field","name":{"kind":"Name","value":"agents"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"id"}},{"kind":"Field","name":{"kind":"Name","value":"displayName"}}]}},{"kind":"Field","name":{"kind":"Name","value":"provider"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"id"}},{"kind":"Field","name":{"kind":"Name","value":"name"}}]}}]}}]}}]} as unknown as DocumentNode<CallRelatedFragment, unknown>;
export const FiguresFragmentDoc = {"kind":"Document","definitions":[{"kind":"FragmentDefinition","name":{"kind":"Name","value":"Figures"},"typeCondition":{"kind":"NamedType","name":{"kind":"Name","value":"CallStatsFigures"}},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"calls"}},{"kind":"Field","name":{"kind":"Name","value":"answered"}},{"kind":"Field","name":{"kind":"Name","value":"unanswered"}},{"kind":"Field","name":{"kind":"Name","value":"talkSeconds"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"known"}},{"kind":"Field","name":{"kind":"Name","value":"total"}},{"kind":"Field","name":{"kind":"Name","value":"average"}}]}},{"kind":"Field","name":{"kind":"Name","value":"waitSeconds"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"known"}},{"kind":"Field","name":{"kind":"Name","value":"total"}},{"kind":"Field","name":{"kind":"Name","value":"average"}}]}}]}}]} as unknown as DocumentNode<FiguresFragment, unknown>;
export const ProblemFragmentDoc = {"kind":"Document","definitions":[{"kind":"FragmentDefinition","name":{"kind":"Name","value":"Problem"},"typeCondition":{"kind":"NamedType","name":{"kind":"Name","value":"ProviderProblem"}},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"provider"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"id"}},{"kind":"Field","name":{"kind":"Name","value":"name"}}]}},{"kind":"Field","name":{"kind":"Name","value":"kind"}},{"kind":"Field","name":{"kind":"Name","value":"message"}}]}}]} as unknown as DocumentNode<ProblemFragment, unknown>;
export const SystemFragmentDoc = {"kind":"Document","definitions":[{"kind":"FragmentDefinition","name":{"kind":"Name","value":"System"},"typeCondition":{"kind":"NamedType","name":{"kind":"Name","value":"Provider"}},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"id"}},{"kind":"Field","name":{"kind":"Name","value":"name"}},{"kind":"Field","name":{"kind":"Name","value":"kind"}},{"kind":"Field","name":{"kind":"Name","value":"settledThrough"}},{"kind":"Field","name":{"kind":"Name","value":"status"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"state"}},{"kind":"Field","name":{"kind":"Name","value":"lastError"}},{"kind":"Field","name":{"kind":"Name","value":"lastErrorKind"}},{"kind":"Field","name":{"kind":"Name","value":"rateLimit"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"limit"}},{"kind":"Field","name":{"kind":"Name","value":"remaining"}},{"kind":"Field","name":{"kind":"Name","value":"resetsAt"}}]}}]}},{"kind":"Field","name":{"kind":"Name","value":"history"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"state"}},{"kind":"Field","name":{"kind":"Name","value":"keptFrom"}},{"kind":"Field","name":{"kind":"Name","value":"keptThrough"}},{"kind":"Field","name":{"kind":"Name","value":"followedThrough"}},{"kind":"Field","name":{"kind":"Name","value":"calls"}},{"kind":"Field","name":{"kind":"Name","value":"progress"}},{"kind":"Field","name":{"kind":"Name","value":"callsPerSecond"}},{"kind":"Field","name":{"kind":"Name","value":"lastReadAt"}},{"kind":"Field","name":{"kind":"Name","value":"lastError"}}]}},{"kind":"Field","name":{"kind":"Name","value":"capabilities"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"pagination"}},{"kind":"Field","name":{"kind":"Name","value":"maxPageSize"}},{"kind":"Field","name":{"kind":"Name","value":"orderFields"}},{"kind":"Field","name":{"kind":"Name","value":"countsCheaply"}},{"kind":"Field","name":{"kind":"Name","value":"hasRecordings"}},{"kind":"Field","name":{"kind":"Name","value":"hasLegs"}},{"kind":"Field","name":{"kind":"Name","value":"canFinishExternalCalls"}}]}}]}}]} as unknown as DocumentNode<SystemFragment, unknown>;
export const CallRowFragmentDoc = {"kind":"Document","definitions":[{"kind":"FragmentDefinition","name":{"kind":"Name","value":"CallRow"},"typeCondition":{"kind":"NamedType","name":{"kind":"Name","value":"CallSession"}},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"id"}},{"kind":"Field","name":{"kind":"Name","value":"startedAt"}},{"kind":"Field","name":{"kind":"Name","value":"durationSeconds"}},{"kind":"Field","name":{"kind":"Name","value":"talkSeconds"}},{"kind":"Field","name":{"kind":"Name","value":"waitSeconds"}},{"kind":"Field","name":{"kind":"Name","value":"direction"}},{"kind":"Field","name":{"kind":"Name","value":"kind"}},{"kind":"Field","name":{"kind":"Name","value":"outcome"}},{"kind":"Field","name":{"kind":"Name","value":"customer"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"number"}},{"kind":"Field","name":{"kind":"Name","value":"e164"}},{"kind":"Field","name":{"kind":"Name","value":"displayName"}}]}},{"kind":"Field","name":{"kind":"Name","value":"line"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"number"}},{"kind":"Field","name":{"kind":"Name","value":"e164"}},{"kind":"Field","name":{"kind":"Name","value":"displayName"}}]}},{"kind":"Field","name":{"kind":"Name","value":"agents"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"id"}},{"kind":"Field","name":{"kind":"Name","value":"displayName"}},{"kind":"Field","name":{"kind":"Name","value":"extension"}}]}},{"kind":"Field","name":{"kind":"Name","value":"queues"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"id"}},{"kind":"Field","name":{"kind":"Name","value":"name"}}]}},{"kind":"Field","name":{"kind":"Name","value":"recordings"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"id"}},{"kind":"Field","name":{"kind":"Name","value":"kind"}},{"kind":"Field","name":{"kind":"Name","value":"isAvailable"}}]}},{"kind":"Field","name":{"kind":"Name","value":"provider"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"id"}},{"kind":"Field","name":{"kind":"Name","value":"name"}},{"kind":"Field","name":{"kind":"Name","value":"kind"}}]}},{"kind":"Field","name":{"kind":"Name","value":"cost"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"amount"}},{"kind":"Field","name":{"kind":"Name","value":"currency"}}]}},{"kind":"Field","name":{"kind":"Name","value":"rating"}},{"kind":"Field","name":{"kind":"Name","value":"note"}}]}}]} as unknown as DocumentNode<CallRowFragment, unknown>;
export const CallPageDocument = {"kind":"Document","definitions":[{"kind":"OperationDefinition","operation":"query","name":{"kind":"Name","value":"CallPage"},"variableDefinitions":[{"kind":"VariableDefinition","variable":{"kind":"Variable","name":{"kind":"Name","value":"id"}},"type":{"kind":"NonNullType","type":{"kind":"NamedType","name":{"kind":"Name","value":"ID"}}}}],"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"node"},"arguments":[{"kind":"Argument","name":{"kind":"Name","value":"id"},"value":{"kind":"Variable","name":{"kind":"Name","value":"id"}}}],"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"__typename"}},{"kind":"Field","name":{"kind":"Name","value":"id"}},{"kind":"InlineFragment","typeCondition":{"kind":"NamedType","name":{"kind":"Name","value":"CallSession"}},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"providerKey"}},{"kind":"Field","name":{"kind":"Name","value":"startedAt"}},{"kind":"Field","name":{"kind":"Name","value":"outcome"}},{"kind":"Field","name":{"kind":"Name","value":"customer"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"number"}},{"kind":"Field","name":{"kind":"Name","value":"e164"}}]}},{"kind":"Field","name":{"kind":"Name","value":"provider"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"id"}},{"kind":"Field","name":{"kind":"Name","value":"kind"}},{"kind":"Field","name":{"kind":"Name","value":"name"}},{"kind":"Field","name":{"kind":"Name","value":"capabilities"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"hasRecordings"}}]}}]}},{"kind":"FragmentSpread","name":{"kind":"Name","value":"CallHead"}},{"kind":"FragmentSpread","name":{"kind":"Name","value":"CallMoments"}},{"kind":"FragmentSpread","name":{"kind":"Name","value":"CallAbout"}},{"kind":"FragmentSpread","name":{"kind":"Name","value":"CallPeople"},"directives":[{"kind":"Directive","name":{"kind":"Name","value":"defer"}}]},{"kind":"FragmentSpread","name":{"kind":"Name","value":"CallCost"},"directives":[{"kind":"Directive","name":{"kind":"Name","value":"defer"}}]},{"kind":"FragmentSpread","name":{"kind":"Name","value":"CallRecordings"},"directives":[{"kind":"Directive","name":{"kind":"Name","value":"defer"}}]},{"kind":"FragmentSpread","name":{"kind":"Name","value":"CallLegs"},"directives":[{"kind":"Directive","name":{"kind":"Name","value":"defer"}}]},{"kind":"FragmentSpread","name":{"kind":"Name","value":"CallRelated"},"directives":[{"kind":"Directive","name":{"kind":"Name","value":"defer"}}]}]}}]}}]}},{"kind":"FragmentDefinition","name":{"kind":"Name","value":"RelatedCall"},"typeCondition":{"kind":"NamedType","name":{"kind":"Name","value":"RelatedCallSession"}},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"via"}},{"kind":"Field","name":{"kind":"Name","value":"session"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"id"}},{"kind":"Field","name":{"kind":"Name","value":"startedAt"}},{"kind":"Field","name":{"kind":"Name","value":"durationSeconds"}},{"kind":"Field","name":{"kind":"Name","value":"outcome"}},{"kind":"Field","name":{"kind":"Name","value":"agents"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"id"}},{"kind":"Field","name":{"kind":"Name","value":"displayName"}}]}},{"kind":"Field","name":{"kind":"Name","value":"provider"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"id"}},{"kind":"Field","name":{"kind":"Name","value":"name"}}]}}]}}]}},{"kind":"FragmentDefinition","name":{"kind":"Name","value":"CallHead"},"typeCondition":{"kind":"NamedType","name":{"kind":"Name","value":"CallSession"}},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"startedAt"}},{"kind":"Field","name":{"kind":"Name","value":"durationSeconds"}},{"kind":"Field","name":{"kind":"Name","value":"talkSeconds"}},{"kind":"Field","name":{"kind":"Name","value":"waitSeconds"}},{"kind":"Field","name":{"kind":"Name","value":"direction"}},{"kind":"Field","name":{"kind":"Name","value":"outcome"}},{"kind":"Field","name":{"kind":"Name","value":"outcomeDetail"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"code"}},{"kind":"Field","name":{"kind":"Name","value":"reason"}}]}},{"kind":"Field","name":{"kind":"Name","value":"customer"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"number"}},{"kind":"Field","name":{"kind":"Name","value":"e164"}},{"kind":"Field","name":{"kind":"Name","value":"displayName"}},{"kind":"Field","name":{"kind":"Name","value":"country"}}]}},{"kind":"Field","name":{"kind":"Name","value":"line"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"number"}},{"kind":"Field","name":{"kind":"Name","value":"e164"}},{"kind":"Field","name":{"kind":"Name","value":"displayName"}}]}},{"kind":"Field","name":{"kind":"Name","value":"provider"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"id"}},{"kind":"Field","name":{"kind":"Name","value":"name"}}]}}]}},{"kind":"FragmentDefinition","name":{"kind":"Name","value":"CallMoments"},"typeCondition":{"kind":"NamedType","name":{"kind":"Name","value":"CallSession"}},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"startedAt"}},{"kind":"Field","name":{"kind":"Name","value":"durationSeconds"}},{"kind":"Field","name":{"kind":"Name","value":"waitSeconds"}},{"kind":"Field","name":{"kind":"Name","value":"talkSeconds"}},{"kind":"Field","name":{"kind":"Name","value":"outcome"}},{"kind":"Field","name":{"kind":"Name","value":"provider"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"id"}},{"kind":"Field","name":{"kind":"Name","value":"capabilities"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"hasLegs"}}]}}]}}]}},{"kind":"FragmentDefinition","name":{"kind":"Name","value":"CallAbout"},"typeCondition":{"kind":"NamedType","name":{"kind":"Name","value":"CallSession"}},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"direction"}},{"kind":"Field","name":{"kind":"Name","value":"kind"}},{"kind":"Field","name":{"kind":"Name","value":"nativeId"}},{"kind":"Field","name":{"kind":"Name","value":"readAt"}},{"kind":"Field","name":{"kind":"Name","value":"rating"}},{"kind":"Field","name":{"kind":"Name","value":"note"}},{"kind":"Field","name":{"kind":"Name","value":"provider"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"id"}},{"kind":"Field","name":{"kind":"Name","value":"name"}}]}}]}},{"kind":"FragmentDefinition","name":{"kind":"Name","value":"CallPeople"},"typeCondition":{"kind":"NamedType","name":{"kind":"Name","value":"CallSession"}},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"agents"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"id"}},{"kind":"Field","name":{"kind":"Name","value":"displayName"}},{"kind":"Field","name":{"kind":"Name","value":"extension"}}]}},{"kind":"Field","name":{"kind":"Name","value":"queues"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"id"}},{"kind":"Field","name":{"kind":"Name","value":"name"}}]}}]}},{"kind":"FragmentDefinition","name":{"kind":"Name","value":"CallCost"},"typeCondition":{"kind":"NamedType","name":{"kind":"Name","value":"CallSession"}},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"cost"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"amount"}},{"kind":"Field","name":{"kind":"Name","value":"currency"}}]}}]}},{"kind":"FragmentDefinition","name":{"kind":"Name","value":"CallRecordings"},"typeCondition":{"kind":"NamedType","name":{"kind":"Name","value":"CallSession"}},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"recordings"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"id"}},{"kind":"Field","name":{"kind":"Name","value":"kind"}},{"kind":"Field","name":{"kind":"Name","value":"startedAt"}},{"kind":"Field","name":{"kind":"Name","value":"durationSeconds"}},{"kind":"Field","name":{"kind":"Name","value":"sizeBytes"}},{"kind":"Field","name":{"kind":"Name","value":"expiresAt"}},{"kind":"Field","name":{"kind":"Name","value":"url"}},{"kind":"Field","name":{"kind":"Name","value":"urlExpiresAt"}},{"kind":"Field","name":{"kind":"Name","value":"cost"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"amount"}},{"kind":"Field","name":{"kind":"Name","value":"currency"}}]}},{"kind":"Field","name":{"kind":"Name","value":"leg"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"id"}}]}},{"kind":"Field","name":{"kind":"Name","value":"transcript"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"status"}}]}}]}}]}},{"kind":"FragmentDefinition","name":{"kind":"Name","value":"CallLegs"},"typeCondition":{"kind":"NamedType","name":{"kind":"Name","value":"CallSession"}},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"legs"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"id"}},{"kind":"Field","name":{"kind":"Name","value":"direction"}},{"kind":"Field","name":{"kind":"Name","value":"startedAt"}},{"kind":"Field","name":{"kind":"Name","value":"durationSeconds"}},{"kind":"Field","name":{"kind":"Name","value":"outcome"}},{"kind":"Field","name":{"kind":"Name","value":"outcomeDetail"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"code"}},{"kind":"Field","name":{"kind":"Name","value":"reason"}}]}},{"kind":"Field","name":{"kind":"Name","value":"from"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"number"}},{"kind":"Field","name":{"kind":"Name","value":"e164"}},{"kind":"Field","name":{"kind":"Name","value":"displayName"}}]}},{"kind":"Field","name":{"kind":"Name","value":"to"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"number"}},{"kind":"Field","name":{"kind":"Name","value":"e164"}},{"kind":"Field","name":{"kind":"Name","value":"displayName"}}]}},{"kind":"Field","name":{"kind":"Name","value":"agent"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"id"}},{"kind":"Field","name":{"kind":"Name","value":"displayName"}}]}},{"kind":"Field","name":{"kind":"Name","value":"cost"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"amount"}},{"kind":"Field","name":{"kind":"Name","value":"currency"}}]}}]}}]}},{"kind":"FragmentDefinition","name":{"kind":"Name","value":"CallRelated"},"typeCondition":{"kind":"NamedType","name":{"kind":"Name","value":"CallSession"}},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"related"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"session"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"id"}}]}},{"kind":"FragmentSpread","name":{"kind":"Name","value":"RelatedCall"}}]}},{"kind":"Field","alias":{"kind":"Name","value":"alike"},"name":{"kind":"Name","value":"related"},"arguments":[{"kind":"Argument","name":{"kind":"Name","value":"via"},"value":{"kind":"ListValue","values":[{"kind":"EnumValue","value":"SAME_NUMBER_AND_TIME"}]}}],"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"session"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"id"}}]}},{"kind":"FragmentSpread","name":{"kind":"Name","value":"RelatedCall"}}]}}]}}]} as unknown as DocumentNode<CallPageQuery, CallPageQueryVariables>;
export const CustomerCallsDocument = {"kind":"Document","definitions":[{"kind":"OperationDefinition","operation":"query","name":{"kind":"Name","value":"CustomerCalls"},"variableDefinitions":[{"kind":"VariableDefinition","variable":{"kind":"Variable","name":{"kind":"Name","value":"number"}},"type":{"kind":"NonNullType","type":{"kind":"NamedType","name":{"kind":"Name","value":"String"}}}},{"kind":"VariableDefinition","variable":{"kind":"Variable","name":{"kind":"Name","value":"first"}},"type":{"kind":"NonNullType","type":{"kind":"NamedType","name":{"kind":"Name","value":"Int"}}}}],"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"callSessions"},"arguments":[{"kind":"Argument","name":{"kind":"Name","value":"first"},"value":{"kind":"Variable","name":{"kind":"Name","value":"first"}}},{"kind":"Argument","name":{"kind":"Name","value":"filter"},"value":{"kind":"ObjectValue","fields":[{"kind":"ObjectField","name":{"kind":"Name","value":"customerNumber"},"value":{"kind":"ListValue","values":[{"kind":"Variable","name":{"kind":"Name","value":"number"}}]}}]}}],"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"nodes"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"id"}},{"kind":"Field","name":{"kind":"Name","value":"startedAt"}},{"kind":"Field","name":{"kind":"Name","value":"durationSeconds"}},{"kind":"Field","name":{"kind":"Name","value":"direction"}},{"kind":"Field","name":{"kind":"Name","value":"outcome"}},{"kind":"Field","name":{"kind":"Name","value":"provider"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"id"}},{"kind":"Field","name":{"kind":"Name","value":"name"}}]}}]}},{"kind":"Field","name":{"kind":"Name","value":"pageInfo"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"hasNextPage"}}]}},{"kind":"Field","name":{"kind":"Name","value":"problems"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"FragmentSpread","name":{"kind":"Name","value":"Problem"}}]}}]}}]}},{"kind":"FragmentDefinition","name":{"kind":"Name","value":"Problem"},"typeCondition":{"kind":"NamedType","name":{"kind":"Name","value":"ProviderProblem"}},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"provider"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"id"}},{"kind":"Field","name":{"kind":"Name","value":"name"}}]}},{"kind":"Field","name":{"kind":"Name","value":"kind"}},{"kind":"Field","name":{"kind":"Name","value":"message"}}]}}]} as unknown as DocumentNode<CustomerCallsQuery, CustomerCallsQueryVariables>;
export const CallRawDocument = {"kind":"Document","definitions":[{"kind":"OperationDefinition","operation":"query","name":{"kind":"Name","value":"CallRaw"},"variableDefinitions":[{"kind":"VariableDefinition","variable":{"kind":"Variable","name":{"kind":"Name","value":"id"}},"type":{"kind":"NonNullType","type":{"kind":"NamedType","name":{"kind":"Name","value":"ID"}}}}],"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"node"},"arguments":[{"kind":"Argument","name":{"kind":"Name","value":"id"},"value":{"kind":"Variable","name":{"kind":"Name","value":"id"}}}],"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"id"}},{"kind":"InlineFragment","typeCondition":{"kind":"NamedType","name":{"kind":"Name","value":"CallSession"}},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"raw"}}]}}]}}]}}]} as unknown as DocumentNode<CallRawQuery, CallRawQueryVariables>;
export const Bitrix24DetailsDocument = {"kind":"Document","definitions":[{"kind":"OperationDefinition","operation":"query","name":{"kind":"Name","value":"Bitrix24Details"},"variableDefinitions":[{"kind":"VariableDefinition","variable":{"kind":"Variable","name":{"kind":"Name","value":"id"}},"type":{"kind":"NonNullType","type":{"kind":"NamedType","name":{"kind":"Name","value":"ID"}}}}],"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"node"},"arguments":[{"kind":"Argument","name":{"kind":"Name","value":"id"},"value":{"kind":"Variable","name":{"kind":"Name","value":"id"}}}],"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"id"}},{"kind":"InlineFragment","typeCondition":{"kind":"NamedType","name":{"kind":"Name","value":"CallSession"}},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"details"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"InlineFragment","typeCondition":{"kind":"NamedType","name":{"kind":"Name","value":"Bitrix24Call"}},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"vendorId"}},{"kind":"Field","name":{"kind":"Name","value":"portalUserId"}},{"kind":"Field","name":{"kind":"Name","value":"portalNumber"}},{"kind":"Field","name":{"kind":"Name","value":"phoneNumber"}},{"kind":"Field","name":{"kind":"Name","value":"callId"}},{"kind":"Field","name":{"kind":"Name","value":"externalCallId"}},{"kind":"Field","name":{"kind":"Name","value":"callCategory"}},{"kind":"Field","name":{"kind":"Name","value":"callLog"}},{"kind":"Field","name":{"kind":"Name","value":"callDuration"}},{"kind":"Field","name":{"kind":"Name","value":"callStartDate"}},{"kind":"Field","name":{"kind":"Name","value":"callRecordUrl"}},{"kind":"Field","name":{"kind":"Name","value":"callVote"}},{"kind":"Field","name":{"kind":"Name","value":"cost"}},{"kind":"Field","name":{"kind":"Name","value":"costCurrency"}},{"kind":"Field","name":{"kind":"Name","value":"callFailedCode"}},{"kind":"Field","name":{"kind":"Name","value":"callFailedCodeText"}},{"kind":"Field","name":{"kind":"Name","value":"callFailedReason"}},{"kind":"Field","name":{"kind":"Name","value":"crmEntityType"}},{"kind":"Field","name":{"kind":"Name","value":"crmEntityTypeText"}},{"kind":"Field","name":{"kind":"Name","value":"crmEntityId"}},{"kind":"Field","name":{"kind":"Name","value":"crmActivityId"}},{"kind":"Field","name":{"kind":"Name","value":"restAppId"}},{"kind":"Field","name":{"kind":"Name","value":"restAppName"}},{"kind":"Field","name":{"kind":"Name","value":"transcriptId"}},{"kind":"Field","name":{"kind":"Name","value":"transcriptPending"}},{"kind":"Field","name":{"kind":"Name","value":"transcriptPendingText"}},{"kind":"Field","name":{"kind":"Name","value":"sessionId"}},{"kind":"Field","name":{"kind":"Name","value":"redialAttempt"}},{"kind":"Field","name":{"kind":"Name","value":"comment"}},{"kind":"Field","name":{"kind":"Name","value":"recordDuration"}},{"kind":"Field","name":{"kind":"Name","value":"recordFileId"}},{"kind":"Field","name":{"kind":"Name","value":"callType"}},{"kind":"Field","name":{"kind":"Name","value":"callTypeText"}}]}}]}}]}}]}}]}}]} as unknown as DocumentNode<Bitrix24DetailsQuery, Bitrix24DetailsQueryVariables>;
export const CallgearDetailsDocument = {"kind":"Document","definitions":[{"kind":"OperationDefinition","operation":"query","name":{"kind":"Name","value":"CallgearDetails"},"variableDefinitions":[{"kind":"VariableDefinition","variable":{"kind":"Variable","name":{"kind":"Name","value":"id"}},"type":{"kind":"NonNullType","type":{"kind":"NamedType","name":{"kind":"Name","value":"ID"}}}}],"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"node"},"arguments":[{"kind":"Argument","name":{"kind":"Name","value":"id"},"value":{"kind":"Variable","name":{"kind":"Name","value":"id"}}}],"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"id"}},{"kind":"InlineFragment","typeCondition":{"kind":"NamedType","name":{"kind":"Name","value":"CallSession"}},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"details"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"InlineFragment","typeCondition":{"kind":"NamedType","name":{"kind":"Name","value":"CallgearCall"}},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"vendorId"}},{"kind":"Field","name":{"kind":"Name","value":"startTime"}},{"kind":"Field","name":{"kind":"Name","value":"finishTime"}},{"kind":"Field","name":{"kind":"Name","value":"finishReason"}},{"kind":"Field","name":{"kind":"Name","value":"finishReasonText"}},{"kind":"Field","name":{"kind":"Name","value":"direction"}},{"kind":"Field","name":{"kind":"Name","value":"directionText"}},{"kind":"Field","name":{"kind":"Name","value":"cpnRegionId"}},{"kind":"Field","name":{"kind":"Name","value":"cpnRegionName"}},{"kind":"Field","name":{"kind":"Name","value":"scenarioOperations"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"vendorId"}},{"kind":"Field","name":{"kind":"Name","value":"name"}}]}},{"kind":"Field","name":{"kind":"Name","value":"source"}},{"kind":"Field","name":{"kind":"Name","value":"sourceText"}},{"kind":"Field","name":{"kind":"Name","value":"isLost"}},{"kind":"Field","name":{"kind":"Name","value":"virtualPhoneNumber"}},{"kind":"Field","name":{"kind":"Name","value":"contactPhoneNumber"}},{"kind":"Field","name":{"kind":"Name","value":"communicationId"}},{"kind":"Field","name":{"kind":"Name","value":"communicationType"}},{"kind":"Field","name":{"kind":"Name","value":"communicationTypeText"}},{"kind":"Field","name":{"kind":"Name","value":"waitDuration"}},{"kind":"Field","name":{"kind":"Name","value":"totalWaitDuration"}},{"kind":"Field","name":{"kind":"Name","value":"lostCallProcessingDuration"}},{"kind":"Field","name":{"kind":"Name","value":"talkDuration"}},{"kind":"Field","name":{"kind":"Name","value":"cleanTalkDuration"}},{"kind":"Field","name":{"kind":"Name","value":"totalDuration"}},{"kind":"Field","name":{"kind":"Name","value":"postprocessDuration"}},{"kind":"Field","name":{"kind":"Name","value":"callRecords"}},{"kind":"Field","name":{"kind":"Name","value":"voiceMailRecords"}},{"kind":"Field","name":{"kind":"Name","value":"saleDate"}},{"kind":"Field","name":{"kind":"Name","value":"saleCost"}},{"kind":"Field","name":{"kind":"Name","value":"isTransfer"}},{"kind":"Field","name":{"kind":"Name","value":"tags"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"tagId"}},{"kind":"Field","name":{"kind":"Name","value":"tagName"}},{"kind":"Field","name":{"kind":"Name","value":"tagType"}},{"kind":"Field","name":{"kind":"Name","value":"tagTypeText"}},{"kind":"Field","name":{"kind":"Name","value":"tagChangeTime"}},{"kind":"Field","name":{"kind":"Name","value":"tagUserId"}},{"kind":"Field","name":{"kind":"Name","value":"tagUserLogin"}},{"kind":"Field","name":{"kind":"Name","value":"tagEmployeeId"}},{"kind":"Field","name":{"kind":"Name","value":"tagEmployeeFullName"}}]}},{"kind":"Field","name":{"kind":"Name","value":"employees"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"employeeId"}},{"kind":"Field","name":{"kind":"Name","value":"employeeFullName"}},{"kind":"Field","name":{"kind":"Name","value":"isAnswered"}},{"kind":"Field","name":{"kind":"Name","value":"isTalked"}}]}},{"kind":"Field","name":{"kind":"Name","value":"lastAnsweredEmployeeId"}},{"kind":"Field","name":{"kind":"Name","value":"lastAnsweredEmployeeFullName"}},{"kind":"Field","name":{"kind":"Name","value":"lastAnsweredEmployeeRating"}},{"kind":"Field","name":{"kind":"Name","value":"firstAnsweredEmployeeId"}},{"kind":"Field","name":{"kind":"Name","value":"firstAnsweredEmployeeFullName"}},{"kind":"Field","name":{"kind":"Name","value":"lastTalkedEmployeeId"}},{"kind":"Field","name":{"kind":"Name","value":"lastTalkedEmployeeFullName"}},{"kind":"Field","name":{"kind":"Name","value":"firstTalkedEmployeeId"}},{"kind":"Field","name":{"kind":"Name","value":"firstTalkedEmployeeFullName"}},{"kind":"Field","name":{"kind":"Name","value":"scenarioName"}},{"kind":"Field","name":{"kind":"Name","value":"scenarioId"}},{"kind":"Field","name":{"kind":"Name","value":"callApiRequestId"}},{"kind":"Field","name":{"kind":"Name","value":"callApiExternalId"}},{"kind":"Field","name":{"kind":"Name","value":"contactId"}},{"kind":"Field","name":{"kind":"Name","value":"contactFullName"}},{"kind":"Field","name":{"kind":"Name","value":"communicationNumber"}},{"kind":"Field","name":{"kind":"Name","value":"communicationPageUrl"}},{"kind":"Field","name":{"kind":"Name","value":"uaClientId"}},{"kind":"Field","name":{"kind":"Name","value":"ymClientId"}},{"kind":"Field","name":{"kind":"Name","value":"searchQuery"}},{"kind":"Field","name":{"kind":"Name","value":"searchEngine"}},{"kind":"Field","name":{"kind":"Name","value":"referrerDomain"}},{"kind":"Field","name":{"kind":"Name","value":"referrer"}},{"kind":"Field","name":{"kind":"Name","value":"entrancePage"}},{"kind":"Field","name":{"kind":"Name","value":"gclid"}},{"kind":"Field","name":{"kind":"Name","value":"yclid"}},{"kind":"Field","name":{"kind":"Name","value":"ymclid"}},{"kind":"Field","name":{"kind":"Name","value":"efId"}},{"kind":"Field","name":{"kind":"Name","value":"channel"}},{"kind":"Field","name":{"kind":"Name","value":"channelText"}},{"kind":"Field","name":{"kind":"Name","value":"siteDomainName"}},{"kind":"Field","name":{"kind":"Name","value":"siteId"}},{"kind":"Field","name":{"kind":"Name","value":"campaignName"}},{"kind":"Field","name":{"kind":"Name","value":"campaignId"}},{"kind":"Field","name":{"kind":"Name","value":"visitOtherCampaign"}},{"kind":"Field","name":{"kind":"Name","value":"visitorId"}},{"kind":"Field","name":{"kind":"Name","value":"personId"}},{"kind":"Field","name":{"kind":"Name","value":"visitorType"}},{"kind":"Field","name":{"kind":"Name","value":"visitorTypeText"}},{"kind":"Field","name":{"kind":"Name","value":"visitorSessionId"}},{"kind":"Field","name":{"kind":"Name","value":"visitsCount"}},{"kind":"Field","name":{"kind":"Name","value":"visitorFirstCampaignId"}},{"kind":"Field","name":{"kind":"Name","value":"visitorFirstCampaignName"}},{"kind":"Field","name":{"kind":"Name","value":"visitorCity"}},{"kind":"Field","name":{"kind":"Name","value":"visitorRegion"}},{"kind":"Field","name":{"kind":"Name","value":"visitorCountry"}},{"kind":"Field","name":{"kind":"Name","value":"visitorDevice"}},{"kind":"Field","name":{"kind":"Name","value":"visitorDeviceText"}},{"kind":"Field","name":{"kind":"Name","value":"visitorCustomProperties"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"propertyName"}},{"kind":"Field","name":{"kind":"Name","value":"propertyValue"}}]}},{"kind":"Field","name":{"kind":"Name","value":"segments"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"segmentId"}},{"kind":"Field","name":{"kind":"Name","value":"segmentName"}}]}},{"kind":"Field","name":{"kind":"Name","value":"utmSource"}},{"kind":"Field","name":{"kind":"Name","value":"utmMedium"}},{"kind":"Field","name":{"kind":"Name","value":"utmTerm"}},{"kind":"Field","name":{"kind":"Name","value":"utmContent"}},{"kind":"Field","name":{"kind":"Name","value":"utmCampaign"}},{"kind":"Field","name":{"kind":"Name","value":"openstatAd"}},{"kind":"Field","name":{"kind":"Name","value":"openstatCampaign"}},{"kind":"Field","name":{"kind":"Name","value":"openstatService"}},{"kind":"Field","name":{"kind":"Name","value":"openstatSource"}},{"kind":"Field","name":{"kind":"Name","value":"attributes"}},{"kind":"Field","name":{"kind":"Name","value":"eqUtmSource"}},{"kind":"Field","name":{"kind":"Name","value":"eqUtmMedium"}},{"kind":"Field","name":{"kind":"Name","value":"eqUtmTerm"}},{"kind":"Field","name":{"kind":"Name","value":"eqUtmContent"}},{"kind":"Field","name":{"kind":"Name","value":"eqUtmCampaign"}},{"kind":"Field","name":{"kind":"Name","value":"eqUtmReferrer"}},{"kind":"Field","name":{"kind":"Name","value":"eqUtmExpid"}},{"kind":"Field","name":{"kind":"Name","value":"cpnCountryName"}},{"kind":"Field","name":{"kind":"Name","value":"cpnCountryId"}},{"kind":"Field","name":{"kind":"Name","value":"properties"}},{"kind":"Field","name":{"kind":"Name","value":"wavCallRecords"}},{"kind":"Field","name":{"kind":"Name","value":"fullRecordFileLink"}},{"kind":"Field","name":{"kind":"Name","value":"operatorPhoneNumber"}},{"kind":"Field","name":{"kind":"Name","value":"autoCallCampaignName"}},{"kind":"Field","name":{"kind":"Name","value":"sourceId"}},{"kind":"Field","name":{"kind":"Name","value":"sourceName"}},{"kind":"Field","name":{"kind":"Name","value":"sourceNew"}},{"kind":"Field","name":{"kind":"Name","value":"channelNew"}},{"kind":"Field","name":{"kind":"Name","value":"channelCode"}},{"kind":"Field","name":{"kind":"Name","value":"extId"}},{"kind":"Field","name":{"kind":"Name","value":"holdDuration"}},{"kind":"Field","name":{"kind":"Name","value":"attributesText"}}]}}]}}]}}]}}]}}]} as unknown as DocumentNode<CallgearDetailsQuery, CallgearDetailsQueryVariables>;
export const VoximplantDetailsDocument = {"kind":"Document","definitions":[{"kind":"OperationDefinition","operation":"query","name":{"kind":"Name","value":"VoximplantDetails"},"variableDefinitions":[{"kind":"VariableDefinition","variable":{"kind":"Variable","name":{"kind":"Name","value":"id"}},"type":{"kind":"NonNullType","type":{"kind":"NamedType","name":{"kind":"Name","value":"ID"}}}}],"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"node"},"arguments":[{"kind":"Argument","name":{"kind":"Name","value":"id"},"value":{"kind":"Variable","name":{"kind":"Name","value":"id"}}}],"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"id"}},{"kind":"InlineFragment","typeCondition":{"kind":"NamedType","name":{"kind":"Name","value":"CallSession"}},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"details"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"InlineFragment","typeCondition":{"kind":"NamedType","name":{"kind":"Name","value":"VoximplantSession"}},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"callSessionHistoryId"}},{"kind":"Field","name":{"kind":"Name","value":"accountId"}},{"kind":"Field","name":{"kind":"Name","value":"applicationId"}},{"kind":"Field","name":{"kind":"Name","value":"applicationName"}},{"kind":"Field","name":{"kind":"Name","value":"ruleName"}},{"kind":"Field","name":{"kind":"Name","value":"userId"}},{"kind":"Field","name":{"kind":"Name","value":"startDate"}},{"kind":"Field","name":{"kind":"Name","value":"duration"}},{"kind":"Field","name":{"kind":"Name","value":"initiatorAddress"}},{"kind":"Field","name":{"kind":"Name","value":"mediaServerAddress"}},{"kind":"Field","name":{"kind":"Name","value":"logFileUrl"}},{"kind":"Field","name":{"kind":"Name","value":"finishReason"}},{"kind":"Field","name":{"kind":"Name","value":"audioQuality"}},{"kind":"Field","name":{"kind":"Name","value":"customData"}},{"kind":"Field","name":{"kind":"Name","value":"active"}},{"kind":"Field","name":{"kind":"Name","value":"calls"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"callId"}},{"kind":"Field","name":{"kind":"Name","value":"startTime"}},{"kind":"Field","name":{"kind":"Name","value":"duration"}},{"kind":"Field","name":{"kind":"Name","value":"localNumber"}},{"kind":"Field","name":{"kind":"Name","value":"remoteNumber"}},{"kind":"Field","name":{"kind":"Name","value":"remoteNumberType"}},{"kind":"Field","name":{"kind":"Name","value":"diversionNumber"}},{"kind":"Field","name":{"kind":"Name","value":"incoming"}},{"kind":"Field","name":{"kind":"Name","value":"successful"}},{"kind":"Field","name":{"kind":"Name","value":"transactionId"}},{"kind":"Field","name":{"kind":"Name","value":"recordUrl"}},{"kind":"Field","name":{"kind":"Name","value":"cost"}},{"kind":"Field","name":{"kind":"Name","value":"endReason"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"code"}},{"kind":"Field","name":{"kind":"Name","value":"details"}}]}},{"kind":"Field","name":{"kind":"Name","value":"audioQuality"}},{"kind":"Field","name":{"kind":"Name","value":"direction"}},{"kind":"Field","name":{"kind":"Name","value":"mediaServerAddress"}},{"kind":"Field","name":{"kind":"Name","value":"customData"}}]}},{"kind":"Field","name":{"kind":"Name","value":"records"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"recordId"}},{"kind":"Field","name":{"kind":"Name","value":"recordName"}},{"kind":"Field","name":{"kind":"Name","value":"cost"}},{"kind":"Field","name":{"kind":"Name","value":"startTime"}},{"kind":"Field","name":{"kind":"Name","value":"duration"}},{"kind":"Field","name":{"kind":"Name","value":"recordUrl"}},{"kind":"Field","name":{"kind":"Name","value":"transactionId"}},{"kind":"Field","name":{"kind":"Name","value":"fileSize"}},{"kind":"Field","name":{"kind":"Name","value":"transcriptionUrl"}},{"kind":"Field","name":{"kind":"Name","value":"transcriptionStatus"}},{"kind":"Field","name":{"kind":"Name","value":"transcriptionTransactionId"}},{"kind":"Field","name":{"kind":"Name","value":"hdAudio"}},{"kind":"Field","name":{"kind":"Name","value":"lossless"}},{"kind":"Field","name":{"kind":"Name","value":"isRemoved"}},{"kind":"Field","name":{"kind":"Name","value":"expirationDate"}},{"kind":"Field","name":{"kind":"Name","value":"mediaParameters"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"audioCodec"}},{"kind":"Field","name":{"kind":"Name","value":"container"}}]}},{"kind":"Field","name":{"kind":"Name","value":"mediaParametersText"}}]}},{"kind":"Field","name":{"kind":"Name","value":"otherResourceUsage"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"resourceUsageId"}},{"kind":"Field","name":{"kind":"Name","value":"resourceType"}},{"kind":"Field","name":{"kind":"Name","value":"cost"}},{"kind":"Field","name":{"kind":"Name","value":"description"}},{"kind":"Field","name":{"kind":"Name","value":"usedAt"}},{"kind":"Field","name":{"kind":"Name","value":"transactionId"}},{"kind":"Field","name":{"kind":"Name","value":"resourceQuantity"}},{"kind":"Field","name":{"kind":"Name","value":"unit"}},{"kind":"Field","name":{"kind":"Name","value":"refCallId"}}]}}]}}]}}]}}]}}]}}]} as unknown as DocumentNode<VoximplantDetailsQuery, VoximplantDetailsQueryVariables>;
export const ZoomDetailsDocument = {"kind":"Document","definitions":[{"kind":"OperationDefinition","operation":"query","name":{"kind":"Name","value":"ZoomDetails"},"variableDefinitions":[{"kind":"VariableDefinition","variable":{"kind":"Variable","name":{"kind":"Name","value":"id"}},"type":{"kind":"NonNullType","type":{"kind":"NamedType","name":{"kind":"Name","value":"ID"}}}}],"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"node"},"arguments":[{"kind":"Argument","name":{"kind":"Name","value":"id"},"value":{"kind":"Variable","name":{"kind":"Name","value":"id"}}}],"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"id"}},{"kind":"InlineFragment","typeCondition":{"kind":"NamedType","name":{"kind":"Name","value":"CallSession"}},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"details"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"InlineFragment","typeCondition":{"kind":"NamedType","name":{"kind":"Name","value":"ZoomVoiceCall"}},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"engagementId"}},{"kind":"Field","name":{"kind":"Name","value":"direction"}},{"kind":"Field","name":{"kind":"Name","value":"callLegs"}},{"kind":"Field","name":{"kind":"Name","value":"distributions"}},{"kind":"Field","name":{"kind":"Name","value":"types"}},{"kind":"Field","name":{"kind":"Name","value":"subTypes"}},{"kind":"Field","name":{"kind":"Name","value":"callerNumber"}},{"kind":"Field","name":{"kind":"Name","value":"callerNumberType"}},{"kind":"Field","name":{"kind":"Name","value":"calleeNumber"}},{"kind":"Field","name":{"kind":"Name","value":"calleeNumberType"}},{"kind":"Field","name":{"kind":"Name","value":"startTime"}},{"kind":"Field","name":{"kind":"Name","value":"endTime"}},{"kind":"Field","name":{"kind":"Name","value":"totalDuration"}},{"kind":"Field","name":{"kind":"Name","value":"consumerNumber"}},{"kind":"Field","name":{"kind":"Name","value":"consumerDisplayName"}},{"kind":"Field","name":{"kind":"Name","value":"queues"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"ccQueueId"}},{"kind":"Field","name":{"kind":"Name","value":"queueId"}},{"kind":"Field","name":{"kind":"Name","value":"queueName"}}]}},{"kind":"Field","name":{"kind":"Name","value":"agents"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"userId"}},{"kind":"Field","name":{"kind":"Name","value":"displayName"}},{"kind":"Field","name":{"kind":"Name","value":"userEmail"}},{"kind":"Field","name":{"kind":"Name","value":"userRegion"}},{"kind":"Field","name":{"kind":"Name","value":"teamIds"}},{"kind":"Field","name":{"kind":"Name","value":"teamNames"}},{"kind":"Field","name":{"kind":"Name","value":"userIpAddress"}},{"kind":"Field","name":{"kind":"Name","value":"userDeviceMacAddress"}},{"kind":"Field","name":{"kind":"Name","value":"userRegisteredSipZone"}},{"kind":"Field","name":{"kind":"Name","value":"sipZoneIpAddress"}}]}},{"kind":"Field","name":{"kind":"Name","value":"flows"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"flowId"}},{"kind":"Field","name":{"kind":"Name","value":"flowName"}},{"kind":"Field","name":{"kind":"Name","value":"flowVersion"}}]}},{"kind":"Field","name":{"kind":"Name","value":"countryName"}},{"kind":"Field","name":{"kind":"Name","value":"recorded"}},{"kind":"Field","name":{"kind":"Name","value":"monitored"}},{"kind":"Field","name":{"kind":"Name","value":"inbox"}},{"kind":"Field","name":{"kind":"Name","value":"result"}},{"kind":"Field","name":{"kind":"Name","value":"callerId"}},{"kind":"Field","name":{"kind":"Name","value":"callingParty"}},{"kind":"Field","name":{"kind":"Name","value":"charge"}},{"kind":"Field","name":{"kind":"Name","value":"rates"}},{"kind":"Field","name":{"kind":"Name","value":"chargeType"}},{"kind":"Field","name":{"kind":"Name","value":"sessionBorderControllerList"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"sessionBorderControllerName"}},{"kind":"Field","name":{"kind":"Name","value":"sessionBorderControllerIpAddress"}},{"kind":"Field","name":{"kind":"Name","value":"consumerZoomTrunkName"}},{"kind":"Field","name":{"kind":"Name","value":"consumerSbcIpAddress"}}]}},{"kind":"Field","name":{"kind":"Name","value":"voiceCallDetails"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"engagementId"}},{"kind":"Field","name":{"kind":"Name","value":"callLeg"}},{"kind":"Field","name":{"kind":"Name","value":"distribution"}},{"kind":"Field","name":{"kind":"Name","value":"type"}},{"kind":"Field","name":{"kind":"Name","value":"callerNumber"}},{"kind":"Field","name":{"kind":"Name","value":"callerNumberType"}},{"kind":"Field","name":{"kind":"Name","value":"calleeNumber"}},{"kind":"Field","name":{"kind":"Name","value":"calleeNumberType"}},{"kind":"Field","name":{"kind":"Name","value":"startTime"}},{"kind":"Field","name":{"kind":"Name","value":"endTime"}},{"kind":"Field","name":{"kind":"Name","value":"totalDuration"}},{"kind":"Field","name":{"kind":"Name","value":"consumerNumber"}},{"kind":"Field","name":{"kind":"Name","value":"consumerDisplayName"}},{"kind":"Field","name":{"kind":"Name","value":"queue"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"ccQueueId"}},{"kind":"Field","name":{"kind":"Name","value":"queueId"}},{"kind":"Field","name":{"kind":"Name","value":"queueName"}}]}},{"kind":"Field","name":{"kind":"Name","value":"agents"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"userId"}},{"kind":"Field","name":{"kind":"Name","value":"displayName"}},{"kind":"Field","name":{"kind":"Name","value":"userEmail"}},{"kind":"Field","name":{"kind":"Name","value":"userRegion"}},{"kind":"Field","name":{"kind":"Name","value":"teamIds"}},{"kind":"Field","name":{"kind":"Name","value":"teamNames"}},{"kind":"Field","name":{"kind":"Name","value":"userIpAddress"}},{"kind":"Field","name":{"kind":"Name","value":"userDeviceMacAddress"}},{"kind":"Field","name":{"kind":"Name","value":"userRegisteredSipZone"}},{"kind":"Field","name":{"kind":"Name","value":"sipZoneIpAddress"}}]}},{"kind":"Field","name":{"kind":"Name","value":"flow"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"flowId"}},{"kind":"Field","name":{"kind":"Name","value":"flowName"}},{"kind":"Field","name":{"kind":"Name","value":"flowVersion"}}]}},{"kind":"Field","name":{"kind":"Name","value":"countryName"}},{"kind":"Field","name":{"kind":"Name","value":"recorded"}},{"kind":"Field","name":{"kind":"Name","value":"monitored"}},{"kind":"Field","name":{"kind":"Name","value":"inbox"}},{"kind":"Field","name":{"kind":"Name","value":"result"}},{"kind":"Field","name":{"kind":"Name","value":"callerId"}},{"kind":"Field","name":{"kind":"Name","value":"callingParty"}},{"kind":"Field","name":{"kind":"Name","value":"charge"}},{"kind":"Field","name":{"kind":"Name","value":"rate"}},{"kind":"Field","name":{"kind":"Name","value":"chargeType"}}]}},{"kind":"Field","name":{"kind":"Name","value":"engagement"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"engagementId"}},{"kind":"Field","name":{"kind":"Name","value":"startTime"}},{"kind":"Field","name":{"kind":"Name","value":"endTime"}},{"kind":"Field","name":{"kind":"Name","value":"duration"}},{"kind":"Field","name":{"kind":"Name","value":"direction"}},{"kind":"Field","name":{"kind":"Name","value":"channels"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"channel"}},{"kind":"Field","name":{"kind":"Name","value":"channelSource"}}]}},{"kind":"Field","name":{"kind":"Name","value":"consumers"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"consumerId"}},{"kind":"Field","name":{"kind":"Name","value":"consumerDisplayName"}},{"kind":"Field","name":{"kind":"Name","value":"consumerNumber"}}]}},{"kind":"Field","name":{"kind":"Name","value":"flows"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"flowId"}},{"kind":"Field","name":{"kind":"Name","value":"flowName"}},{"kind":"Field","name":{"kind":"Name","value":"flowVersion"}}]}},{"kind":"Field","name":{"kind":"Name","value":"queues"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"ccQueueId"}},{"kind":"Field","name":{"kind":"Name","value":"queueId"}},{"kind":"Field","name":{"kind":"Name","value":"queueName"}}]}},{"kind":"Field","name":{"kind":"Name","value":"agents"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"userId"}},{"kind":"Field","name":{"kind":"Name","value":"displayName"}},{"kind":"Field","name":{"kind":"Name","value":"userEmail"}},{"kind":"Field","name":{"kind":"Name","value":"userRegion"}},{"kind":"Field","name":{"kind":"Name","value":"teamIds"}},{"kind":"Field","name":{"kind":"Name","value":"teamNames"}},{"kind":"Field","name":{"kind":"Name","value":"userIpAddress"}},{"kind":"Field","name":{"kind":"Name","value":"userDeviceMacAddress"}},{"kind":"Field","name":{"kind":"Name","value":"userRegisteredSipZone"}},{"kind":"Field","name":{"kind":"Name","value":"sipZoneIpAddress"}}]}},{"kind":"Field","name":{"kind":"Name","value":"queueWaitType"}},{"kind":"Field","name":{"kind":"Name","value":"talkDuration"}},{"kind":"Field","name":{"kind":"Name","value":"flowDuration"}},{"kind":"Field","name":{"kind":"Name","value":"waitingDuration"}},{"kind":"Field","name":{"kind":"Name","value":"handlingDuration"}},{"kind":"Field","name":{"kind":"Name","value":"wrapUpDuration"}},{"kind":"Field","name":{"kind":"Name","value":"voiceMail"}},{"kind":"Field","name":{"kind":"Name","value":"dispositions"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"dispositionId"}},{"kind":"Field","name":{"kind":"Name","value":"dispositionName"}}]}},{"kind":"Field","name":{"kind":"Name","value":"notes"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"userId"}},{"kind":"Field","name":{"kind":"Name","value":"noteId"}},{"kind":"Field","name":{"kind":"Name","value":"note"}},{"kind":"Field","name":{"kind":"Name","value":"lastModifiedTime"}}]}},{"kind":"Field","name":{"kind":"Name","value":"events"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"startTime"}},{"kind":"Field","name":{"kind":"Name","value":"duration"}},{"kind":"Field","name":{"kind":"Name","value":"channel"}},{"kind":"Field","name":{"kind":"Name","value":"channelSource"}},{"kind":"Field","name":{"kind":"Name","value":"eventType"}},{"kind":"Field","name":{"kind":"Name","value":"direction"}},{"kind":"Field","name":{"kind":"Name","value":"flowId"}},{"kind":"Field","name":{"kind":"Name","value":"flowName"}},{"kind":"Field","name":{"kind":"Name","value":"queueId"}},{"kind":"Field","name":{"kind":"Name","value":"ccQueueId"}},{"kind":"Field","name":{"kind":"Name","value":"queueName"}},{"kind":"Field","name":{"kind":"Name","value":"userId"}},{"kind":"Field","name":{"kind":"Name","value":"userDisplayName"}},{"kind":"Field","name":{"kind":"Name","value":"acceptType"}},{"kind":"Field","name":{"kind":"Name","value":"transferType"}},{"kind":"Field","name":{"kind":"Name","value":"transferToFlowId"}},{"kind":"Field","name":{"kind":"Name","value":"transferToFlowName"}},{"kind":"Field","name":{"kind":"Name","value":"transferToQueueId"}},{"kind":"Field","name":{"kind":"Name","value":"transferToCcQueueId"}},{"kind":"Field","name":{"kind":"Name","value":"transferToQueueName"}},{"kind":"Field","name":{"kind":"Name","value":"transferToUserId"}},{"kind":"Field","name":{"kind":"Name","value":"transferToUserDisplayName"}},{"kind":"Field","name":{"kind":"Name","value":"transferToNumber"}},{"kind":"Field","name":{"kind":"Name","value":"conferenceType"}},{"kind":"Field","name":{"kind":"Name","value":"inviteeType"}},{"kind":"Field","name":{"kind":"Name","value":"invitee"}},{"kind":"Field","name":{"kind":"Name","value":"supervisorId"}},{"kind":"Field","name":{"kind":"Name","value":"supervisorDisplayName"}},{"kind":"Field","name":{"kind":"Name","value":"consumerId"}},{"kind":"Field","name":{"kind":"Name","value":"consumerDisplayName"}},{"kind":"Field","name":{"kind":"Name","value":"inboxId"}},{"kind":"Field","name":{"kind":"Name","value":"inboxName"}}]}},{"kind":"Field","name":{"kind":"Name","value":"surveyId"}}]}}]}}]}}]}}]}}]}}]} as unknown as DocumentNode<ZoomDetailsQuery, ZoomDetailsQueryVariables>;
export const FilterProvidersDocument = {"kind":"Document","definitions":[{"kind":"OperationDefinition","operation":"query","name":{"kind":"Name","value":"FilterProviders"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"providers"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"id"}},{"kind":"Field","name":{"kind":"Name","value":"key"}},{"kind":"Field","name":{"kind":"Name","value":"name"}},{"kind":"Field","name":{"kind":"Name","value":"kind"}}]}}]}}]} as unknown as DocumentNode<FilterProvidersQuery, FilterProvidersQueryVariables>;
export const FilterPeopleDocument = {"kind":"Document","definitions":[{"kind":"OperationDefinition","operation":"query","name":{"kind":"Name","value":"FilterPeople"},"variableDefinitions":[{"kind":"VariableDefinition","variable":{"kind":"Variable","name":{"kind":"Name","value":"search"}},"type":{"kind":"NamedType","name":{"kind":"Name","value":"String"}}}],"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"people"},"arguments":[{"kind":"Argument","name":{"kind":"Name","value":"first"},"value":{"kind":"IntValue","value":"100"}},{"kind":"Argument","name":{"kind":"Name","value":"filter"},"value":{"kind":"ObjectValue","fields":[{"kind":"ObjectField","name":{"kind":"Name","value":"search"},"value":{"kind":"Variable","name":{"kind":"Name","value":"search"}}}]}}],"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"nodes"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"id"}},{"kind":"Field","name":{"kind":"Name","value":"displayName"}},{"kind":"Field","name":{"kind":"Name","value":"email"}},{"kind":"Field","name":{"kind":"Name","value":"agents"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"id"}},{"kind":"Field","name":{"kind":"Name","value":"provider"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"id"}},{"kind":"Field","name":{"kind":"Name","value":"name"}}]}}]}}]}}]}}]}}]} as unknown as DocumentNode<FilterPeopleQuery, FilterPeopleQueryVariables>;
export const FilterQueuesDocument = {"kind":"Document","definitions":[{"kind":"OperationDefinition","operation":"query","name":{"kind":"Name","value":"FilterQueues"},"variableDefinitions":[{"kind":"VariableDefinition","variable":{"kind":"Variable","name":{"kind":"Name","value":"search"}},"type":{"kind":"NamedType","name":{"kind":"Name","value":"String"}}}],"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"queues"},"arguments":[{"kind":"Argument","name":{"kind":"Name","value":"first"},"value":{"kind":"IntValue","value":"100"}},{"kind":"Argument","name":{"kind":"Name","value":"filter"},"value":{"kind":"ObjectValue","fields":[{"kind":"ObjectField","name":{"kind":"Name","value":"search"},"value":{"kind":"Variable","name":{"kind":"Name","value":"search"}}}]}}],"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"nodes"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"id"}},{"kind":"Field","name":{"kind":"Name","value":"name"}},{"kind":"Field","name":{"kind":"Name","value":"provider"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"id"}},{"kind":"Field","name":{"kind":"Name","value":"name"}}]}}]}}]}}]}}]} as unknown as DocumentNode<FilterQueuesQuery, FilterQueuesQueryVariables>;
export const FilterLinesDocument = {"kind":"Document","definitions":[{"kind":"OperationDefinition","operation":"query","name":{"kind":"Name","value":"FilterLines"},"variableDefinitions":[{"kind":"VariableDefinition","variable":{"kind":"Variable","name":{"kind":"Name","value":"search"}},"type":{"kind":"NamedType","name":{"kind":"Name","value":"String"}}}],"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"lines"},"arguments":[{"kind":"Argument","name":{"kind":"Name","value":"first"},"value":{"kind":"IntValue","value":"100"}},{"kind":"Argument","name":{"kind":"Name","value":"filter"},"value":{"kind":"ObjectValue","fields":[{"kind":"ObjectField","name":{"kind":"Name","value":"search"},"value":{"kind":"Variable","name":{"kind":"Name","value":"search"}}}]}}],"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"nodes"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"id"}},{"kind":"Field","name":{"kind":"Name","value":"name"}},{"kind":"Field","name":{"kind":"Name","value":"party"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"number"}},{"kind":"Field","name":{"kind":"Name","value":"e164"}}]}}]}}]}}]}}]} as unknown as DocumentNode<FilterLinesQuery, FilterLinesQueryVariables>;
export const FilterNamesDocument = {"kind":"Document","definitions":[{"kind":"OperationDefinition","operation":"query","name":{"kind":"Name","value":"FilterNames"},"variableDefinitions":[{"kind":"VariableDefinition","variable":{"kind":"Variable","name":{"kind":"Name","value":"ids"}},"type":{"kind":"NonNullType","type":{"kind":"ListType","type":{"kind":"NonNullType","type":{"kind":"NamedType","name":{"kind":"Name","value":"ID"}}}}}}],"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"nodes"},"arguments":[{"kind":"Argument","name":{"kind":"Name","value":"ids"},"value":{"kind":"Variable","name":{"kind":"Name","value":"ids"}}}],"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"id"}},{"kind":"InlineFragment","typeCondition":{"kind":"NamedType","name":{"kind":"Name","value":"Person"}},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","alias":{"kind":"Name","value":"name"},"name":{"kind":"Name","value":"displayName"}}]}},{"kind":"InlineFragment","typeCondition":{"kind":"NamedType","name":{"kind":"Name","value":"Agent"}},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","alias":{"kind":"Name","value":"name"},"name":{"kind":"Name","value":"displayName"}}]}},{"kind":"InlineFragment","typeCondition":{"kind":"NamedType","name":{"kind":"Name","value":"Queue"}},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"name"}}]}}]}}]}}]} as unknown as DocumentNode<FilterNamesQuery, FilterNamesQueryVariables>;
export const OverviewTimesDocument = {"kind":"Document","definitions":[{"kind":"OperationDefinition","operation":"query","name":{"kind":"Name","value":"OverviewTimes"},"variableDefinitions":[{"kind":"VariableDefinition","variable":{"kind":"Variable","name":{"kind":"Name","value":"range"}},"type":{"kind":"NonNullType","type":{"kind":"NamedType","name":{"kind":"Name","value":"CallSessionFilter"}}}},{"kind":"VariableDefinition","variable":{"kind":"Variable","name":{"kind":"Name","value":"inbound"}},"type":{"kind":"NonNullType","type":{"kind":"NamedType","name":{"kind":"Name","value":"CallSessionFilter"}}}},{"kind":"VariableDefinition","variable":{"kind":"Variable","name":{"kind":"Name","value":"before"}},"type":{"kind":"NonNullType","type":{"kind":"NamedType","name":{"kind":"Name","value":"CallSessionFilter"}}}},{"kind":"VariableDefinition","variable":{"kind":"Variable","name":{"kind":"Name","value":"beforeThrough"}},"type":{"kind":"NonNullType","type":{"kind":"NamedType","name":{"kind":"Name","value":"CallSessionFilter"}}}},{"kind":"VariableDefinition","variable":{"kind":"Variable","name":{"kind":"Name","value":"inboundBefore"}},"type":{"kind":"NonNullType","type":{"kind":"NamedType","name":{"kind":"Name","value":"CallSessionFilter"}}}},{"kind":"VariableDefinition","variable":{"kind":"Variable","name":{"kind":"Name","value":"every"}},"type":{"kind":"NonNullType","type":{"kind":"NamedType","name":{"kind":"Name","value":"CallStatsInterval"}}}},{"kind":"VariableDefinition","variable":{"kind":"Variable","name":{"kind":"Name","value":"timeZone"}},"type":{"kind":"NonNullType","type":{"kind":"NamedType","name":{"kind":"Name","value":"TimeZone"}}}}],"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","alias":{"kind":"Name","value":"stretches"},"name":{"kind":"Name","value":"callStats"},"arguments":[{"kind":"Argument","name":{"kind":"Name","value":"filter"},"value":{"kind":"Variable","name":{"kind":"Name","value":"range"}}},{"kind":"Argument","name":{"kind":"Name","value":"every"},"value":{"kind":"Variable","name":{"kind":"Name","value":"every"}}},{"kind":"Argument","name":{"kind":"Name","value":"timeZone"},"value":{"kind":"Variable","name":{"kind":"Name","value":"timeZone"}}}],"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"buckets"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"from"}},{"kind":"Field","name":{"kind":"Name","value":"to"}},{"kind":"Field","name":{"kind":"Name","value":"figures"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"calls"}}]}}]}},{"kind":"Field","name":{"kind":"Name","value":"totals"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"FragmentSpread","name":{"kind":"Name","value":"Figures"}}]}},{"kind":"Field","name":{"kind":"Name","value":"asOf"}},{"kind":"Field","name":{"kind":"Name","value":"problems"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"FragmentSpread","name":{"kind":"Name","value":"Problem"}}]}}]}},{"kind":"Field","alias":{"kind":"Name","value":"outcomes"},"name":{"kind":"Name","value":"callStats"},"arguments":[{"kind":"Argument","name":{"kind":"Name","value":"filter"},"value":{"kind":"Variable","name":{"kind":"Name","value":"range"}}},{"kind":"Argument","name":{"kind":"Name","value":"every"},"value":{"kind":"Variable","name":{"kind":"Name","value":"every"}}},{"kind":"Argument","name":{"kind":"Name","value":"by"},"value":{"kind":"ListValue","values":[{"kind":"EnumValue","value":"OUTCOME"}]}},{"kind":"Argument","name":{"kind":"Name","value":"timeZone"},"value":{"kind":"Variable","name":{"kind":"Name","value":"timeZone"}}}],"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"buckets"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"from"}},{"kind":"Field","name":{"kind":"Name","value":"outcome"}},{"kind":"Field","name":{"kind":"Name","value":"figures"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"calls"}}]}}]}}]}},{"kind":"Field","alias":{"kind":"Name","value":"stretchesBefore"},"name":{"kind":"Name","value":"callStats"},"arguments":[{"kind":"Argument","name":{"kind":"Name","value":"filter"},"value":{"kind":"Variable","name":{"kind":"Name","value":"before"}}},{"kind":"Argument","name":{"kind":"Name","value":"every"},"value":{"kind":"Variable","name":{"kind":"Name","value":"every"}}},{"kind":"Argument","name":{"kind":"Name","value":"timeZone"},"value":{"kind":"Variable","name":{"kind":"Name","value":"timeZone"}}}],"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"buckets"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"from"}},{"kind":"Field","name":{"kind":"Name","value":"figures"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"calls"}}]}}]}}]}},{"kind":"Field","alias":{"kind":"Name","value":"before"},"name":{"kind":"Name","value":"callStats"},"arguments":[{"kind":"Argument","name":{"kind":"Name","value":"filter"},"value":{"kind":"Variable","name":{"kind":"Name","value":"beforeThrough"}}},{"kind":"Argument","name":{"kind":"Name","value":"timeZone"},"value":{"kind":"Variable","name":{"kind":"Name","value":"timeZone"}}}],"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"totals"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"FragmentSpread","name":{"kind":"Name","value":"Figures"}}]}},{"kind":"Field","name":{"kind":"Name","value":"isComplete"}}]}},{"kind":"Field","alias":{"kind":"Name","value":"inbound"},"name":{"kind":"Name","value":"callStats"},"arguments":[{"kind":"Argument","name":{"kind":"Name","value":"filter"},"value":{"kind":"Variable","name":{"kind":"Name","value":"inbound"}}},{"kind":"Argument","name":{"kind":"Name","value":"timeZone"},"value":{"kind":"Variable","name":{"kind":"Name","value":"timeZone"}}}],"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"totals"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"answered"}},{"kind":"Field","name":{"kind":"Name","value":"unanswered"}}]}}]}},{"kind":"Field","alias":{"kind":"Name","value":"inboundBefore"},"name":{"kind":"Name","value":"callStats"},"arguments":[{"kind":"Argument","name":{"kind":"Name","value":"filter"},"value":{"kind":"Variable","name":{"kind":"Name","value":"inboundBefore"}}},{"kind":"Argument","name":{"kind":"Name","value":"timeZone"},"value":{"kind":"Variable","name":{"kind":"Name","value":"timeZone"}}}],"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"totals"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"answered"}},{"kind":"Field","name":{"kind":"Name","value":"unanswered"}}]}}]}},{"kind":"Field","alias":{"kind":"Name","value":"hours"},"name":{"kind":"Name","value":"callStats"},"arguments":[{"kind":"Argument","name":{"kind":"Name","value":"filter"},"value":{"kind":"Variable","name":{"kind":"Name","value":"range"}}},{"kind":"Argument","name":{"kind":"Name","value":"by"},"value":{"kind":"ListValue","values":[{"kind":"EnumValue","value":"DAY_OF_WEEK"},{"kind":"EnumValue","value":"HOUR_OF_DAY"}]}},{"kind":"Argument","name":{"kind":"Name","value":"timeZone"},"value":{"kind":"Variable","name":{"kind":"Name","value":"timeZone"}}}],"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"buckets"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"dayOfWeek"}},{"kind":"Field","name":{"kind":"Name","value":"hourOfDay"}},{"kind":"Field","name":{"kind":"Name","value":"figures"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"calls"}},{"kind":"Field","name":{"kind":"Name","value":"unanswered"}}]}}]}}]}}]}},{"kind":"FragmentDefinition","name":{"kind":"Name","value":"Figures"},"typeCondition":{"kind":"NamedType","name":{"kind":"Name","value":"CallStatsFigures"}},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"calls"}},{"kind":"Field","name":{"kind":"Name","value":"answered"}},{"kind":"Field","name":{"kind":"Name","value":"unanswered"}},{"kind":"Field","name":{"kind":"Name","value":"talkSeconds"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"known"}},{"kind":"Field","name":{"kind":"Name","value":"total"}},{"kind":"Field","name":{"kind":"Name","value":"average"}}]}},{"kind":"Field","name":{"kind":"Name","value":"waitSeconds"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"known"}},{"kind":"Field","name":{"kind":"Name","value":"total"}},{"kind":"Field","name":{"kind":"Name","value":"average"}}]}}]}},{"kind":"FragmentDefinition","name":{"kind":"Name","value":"Problem"},"typeCondition":{"kind":"NamedType","name":{"kind":"Name","value":"ProviderProblem"}},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"provider"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"id"}},{"kind":"Field","name":{"kind":"Name","value":"name"}}]}},{"kind":"Field","name":{"kind":"Name","value":"kind"}},{"kind":"Field","name":{"kind":"Name","value":"message"}}]}}]} as unknown as DocumentNode<OverviewTimesQuery, OverviewTimesQueryVariables>;
export const OverviewPartsDocument = {"kind":"Document","definitions":[{"kind":"OperationDefinition","operation":"query","name":{"kind":"Name","value":"OverviewParts"},"variableDefinitions":[{"kind":"VariableDefinition","variable":{"kind":"Variable","name":{"kind":"Name","value":"range"}},"type":{"kind":"NonNullType","type":{"kind":"NamedType","name":{"kind":"Name","value":"CallSessionFilter"}}}}],"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","alias":{"kind":"Name","value":"agents"},"name":{"kind":"Name","value":"callStats"},"arguments":[{"kind":"Argument","name":{"kind":"Name","value":"filter"},"value":{"kind":"Variable","name":{"kind":"Name","value":"range"}}},{"kind":"Argument","name":{"kind":"Name","value":"by"},"value":{"kind":"ListValue","values":[{"kind":"EnumValue","value":"AGENT"}]}}],"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"buckets"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"agent"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"id"}},{"kind":"Field","name":{"kind":"Name","value":"displayName"}},{"kind":"Field","name":{"kind":"Name","value":"person"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"id"}},{"kind":"Field","name":{"kind":"Name","value":"displayName"}}]}}]}},{"kind":"Field","name":{"kind":"Name","value":"figures"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"FragmentSpread","name":{"kind":"Name","value":"Figures"}}]}}]}}]}},{"kind":"Field","alias":{"kind":"Name","value":"queues"},"name":{"kind":"Name","value":"callStats"},"arguments":[{"kind":"Argument","name":{"kind":"Name","value":"filter"},"value":{"kind":"Variable","name":{"kind":"Name","value":"range"}}},{"kind":"Argument","name":{"kind":"Name","value":"by"},"value":{"kind":"ListValue","values":[{"kind":"EnumValue","value":"QUEUE"}]}}],"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"buckets"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"queue"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"id"}},{"kind":"Field","name":{"kind":"Name","value":"name"}},{"kind":"Field","name":{"kind":"Name","value":"provider"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"id"}},{"kind":"Field","name":{"kind":"Name","value":"name"}}]}}]}},{"kind":"Field","name":{"kind":"Name","value":"figures"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"FragmentSpread","name":{"kind":"Name","value":"Figures"}}]}}]}}]}},{"kind":"Field","alias":{"kind":"Name","value":"lines"},"name":{"kind":"Name","value":"callStats"},"arguments":[{"kind":"Argument","name":{"kind":"Name","value":"filter"},"value":{"kind":"Variable","name":{"kind":"Name","value":"range"}}},{"kind":"Argument","name":{"kind":"Name","value":"by"},"value":{"kind":"ListValue","values":[{"kind":"EnumValue","value":"PROVIDER"},{"kind":"EnumValue","value":"LINE"}]}}],"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"buckets"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"provider"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"id"}},{"kind":"Field","name":{"kind":"Name","value":"key"}},{"kind":"Field","name":{"kind":"Name","value":"name"}}]}},{"kind":"Field","name":{"kind":"Name","value":"line"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"number"}},{"kind":"Field","name":{"kind":"Name","value":"e164"}},{"kind":"Field","name":{"kind":"Name","value":"displayName"}}]}},{"kind":"Field","name":{"kind":"Name","value":"figures"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"FragmentSpread","name":{"kind":"Name","value":"Figures"}}]}}]}}]}}]}},{"kind":"FragmentDefinition","name":{"kind":"Name","value":"Figures"},"typeCondition":{"kind":"NamedType","name":{"kind":"Name","value":"CallStatsFigures"}},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"calls"}},{"kind":"Field","name":{"kind":"Name","value":"answered"}},{"kind":"Field","name":{"kind":"Name","value":"unanswered"}},{"kind":"Field","name":{"kind":"Name","value":"talkSeconds"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"known"}},{"kind":"Field","name":{"kind":"Name","value":"total"}},{"kind":"Field","name":{"kind":"Name","value":"average"}}]}},{"kind":"Field","name":{"kind":"Name","value":"waitSeconds"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"known"}},{"kind":"Field","name":{"kind":"Name","value":"total"}},{"kind":"Field","name":{"kind":"Name","value":"average"}}]}}]}}]} as unknown as DocumentNode<OverviewPartsQuery, OverviewPartsQueryVariables>;
export const OverviewNotCalledBackDocument = {"kind":"Document","definitions":[{"kind":"OperationDefinition","operation":"query","name":{"kind":"Name","value":"OverviewNotCalledBack"},"variableDefinitions":[{"kind":"VariableDefinition","variable":{"kind":"Variable","name":{"kind":"Name","value":"filter"}},"type":{"kind":"NonNullType","type":{"kind":"NamedType","name":{"kind":"Name","value":"CallSessionFilter"}}}},{"kind":"VariableDefinition","variable":{"kind":"Variable","name":{"kind":"Name","value":"first"}},"type":{"kind":"NonNullType","type":{"kind":"NamedType","name":{"kind":"Name","value":"Int"}}}}],"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"callSessions"},"arguments":[{"kind":"Argument","name":{"kind":"Name","value":"first"},"value":{"kind":"Variable","name":{"kind":"Name","value":"first"}}},{"kind":"Argument","name":{"kind":"Name","value":"filter"},"value":{"kind":"Variable","name":{"kind":"Name","value":"filter"}}},{"kind":"Argument","name":{"kind":"Name","value":"orderBy"},"value":{"kind":"ObjectValue","fields":[{"kind":"ObjectField","name":{"kind":"Name","value":"field"},"value":{"kind":"EnumValue","value":"STARTED_AT"}},{"kind":"ObjectField","name":{"kind":"Name","value":"direction"},"value":{"kind":"EnumValue","value":"ASC"}}]}}],"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"totalCount"}},{"kind":"Field","name":{"kind":"Name","value":"nodes"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"id"}},{"kind":"Field","name":{"kind":"Name","value":"startedAt"}},{"kind":"Field","name":{"kind":"Name","value":"waitSeconds"}},{"kind":"Field","name":{"kind":"Name","value":"provider"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"id"}},{"kind":"Field","name":{"kind":"Name","value":"name"}}]}},{"kind":"Field","name":{"kind":"Name","value":"customer"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"number"}},{"kind":"Field","name":{"kind":"Name","value":"e164"}},{"kind":"Field","name":{"kind":"Name","value":"displayName"}}]}}]}},{"kind":"Field","name":{"kind":"Name","value":"problems"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"FragmentSpread","name":{"kind":"Name","value":"Problem"}}]}}]}}]}},{"kind":"FragmentDefinition","name":{"kind":"Name","value":"Problem"},"typeCondition":{"kind":"NamedType","name":{"kind":"Name","value":"ProviderProblem"}},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"provider"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"id"}},{"kind":"Field","name":{"kind":"Name","value":"name"}}]}},{"kind":"Field","name":{"kind":"Name","value":"kind"}},{"kind":"Field","name":{"kind":"Name","value":"message"}}]}}]} as unknown as DocumentNode<OverviewNotCalledBackQuery, OverviewNotCalledBackQueryVariables>;
export const WordsDocument = {"kind":"Document","definitions":[{"kind":"OperationDefinition","operation":"query","name":{"kind":"Name","value":"Words"},"variableDefinitions":[{"kind":"VariableDefinition","variable":{"kind":"Variable","name":{"kind":"Name","value":"id"}},"type":{"kind":"NonNullType","type":{"kind":"NamedType","name":{"kind":"Name","value":"ID"}}}}],"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"node"},"arguments":[{"kind":"Argument","name":{"kind":"Name","value":"id"},"value":{"kind":"Variable","name":{"kind":"Name","value":"id"}}}],"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"id"}},{"kind":"InlineFragment","typeCondition":{"kind":"NamedType","name":{"kind":"Name","value":"Recording"}},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"transcript"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"status"}},{"kind":"Field","name":{"kind":"Name","value":"text"}},{"kind":"Field","name":{"kind":"Name","value":"url"}}]}}]}}]}}]}}]} as unknown as DocumentNode<WordsQuery, WordsQueryVariables>;
export const FreshLinkDocument = {"kind":"Document","definitions":[{"kind":"OperationDefinition","operation":"query","name":{"kind":"Name","value":"FreshLink"},"variableDefinitions":[{"kind":"VariableDefinition","variable":{"kind":"Variable","name":{"kind":"Name","value":"id"}},"type":{"kind":"NonNullType","type":{"kind":"NamedType","name":{"kind":"Name","value":"ID"}}}}],"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"node"},"arguments":[{"kind":"Argument","name":{"kind":"Name","value":"id"},"value":{"kind":"Variable","name":{"kind":"Name","value":"id"}}}],"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"id"}},{"kind":"InlineFragment","typeCondition":{"kind":"NamedType","name":{"kind":"Name","value":"Recording"}},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"url"}},{"kind":"Field","name":{"kind":"Name","value":"urlExpiresAt"}}]}}]}}]}}]} as unknown as DocumentNode<FreshLinkQuery, FreshLinkQueryVariables>;
export const SystemsDocument = {"kind":"Document","definitions":[{"kind":"OperationDefinition","operation":"query","name":{"kind":"Name","value":"Systems"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"providers"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"id"}},{"kind":"FragmentSpread","name":{"kind":"Name","value":"System"}}]}}]}},{"kind":"FragmentDefinition","name":{"kind":"Name","value":"System"},"typeCondition":{"kind":"NamedType","name":{"kind":"Name","value":"Provider"}},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"id"}},{"kind":"Field","name":{"kind":"Name","value":"name"}},{"kind":"Field","name":{"kind":"Name","value":"kind"}},{"kind":"Field","name":{"kind":"Name","value":"settledThrough"}},{"kind":"Field","name":{"kind":"Name","value":"status"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"state"}},{"kind":"Field","name":{"kind":"Name","value":"lastError"}},{"kind":"Field","name":{"kind":"Name","value":"lastErrorKind"}},{"kind":"Field","name":{"kind":"Name","value":"rateLimit"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"limit"}},{"kind":"Field","name":{"kind":"Name","value":"remaining"}},{"kind":"Field","name":{"kind":"Name","value":"resetsAt"}}]}}]}},{"kind":"Field","name":{"kind":"Name","value":"history"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"state"}},{"kind":"Field","name":{"kind":"Name","value":"keptFrom"}},{"kind":"Field","name":{"kind":"Name","value":"keptThrough"}},{"kind":"Field","name":{"kind":"Name","value":"followedThrough"}},{"kind":"Field","name":{"kind":"Name","value":"calls"}},{"kind":"Field","name":{"kind":"Name","value":"progress"}},{"kind":"Field","name":{"kind":"Name","value":"callsPerSecond"}},{"kind":"Field","name":{"kind":"Name","value":"lastReadAt"}},{"kind":"Field","name":{"kind":"Name","value":"lastError"}}]}},{"kind":"Field","name":{"kind":"Name","value":"capabilities"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"pagination"}},{"kind":"Field","name":{"kind":"Name","value":"maxPageSize"}},{"kind":"Field","name":{"kind":"Name","value":"orderFields"}},{"kind":"Field","name":{"kind":"Name","value":"countsCheaply"}},{"kind":"Field","name":{"kind":"Name","value":"hasRecordings"}},{"kind":"Field","name":{"kind":"Name","value":"hasLegs"}},{"kind":"Field","name":{"kind":"Name","value":"canFinishExternalCalls"}}]}}]}}]} as unknown as DocumentNode<SystemsQuery, SystemsQueryVariables>;
export const TimelineCallsDocument = {"kind":"Document","definitions":[{"kind":"OperationDefinition","operation":"query","name":{"kind":"Name","value":"TimelineCalls"},"variableDefinitions":[{"kind":"VariableDefinition","variable":{"kind":"Variable","name":{"kind":"Name","value":"first"}},"type":{"kind":"NonNullType","type":{"kind":"NamedType","name":{"kind":"Name","value":"Int"}}}},{"kind":"VariableDefinition","variable":{"kind":"Variable","name":{"kind":"Name","value":"after"}},"type":{"kind":"NamedType","name":{"kind":"Name","value":"String"}}},{"kind":"VariableDefinition","variable":{"kind":"Variable","name":{"kind":"Name","value":"filter"}},"type":{"kind":"NamedType","name":{"kind":"Name","value":"CallSessionFilter"}}},{"kind":"VariableDefinition","variable":{"kind":"Variable","name":{"kind":"Name","value":"direction"}},"type":{"kind":"NonNullType","type":{"kind":"NamedType","name":{"kind":"Name","value":"OrderDirection"}}}},{"kind":"VariableDefinition","variable":{"kind":"Variable","name":{"kind":"Name","value":"maxAgeSeconds"}},"type":{"kind":"NamedType","name":{"kind":"Name","value":"Int"}}}],"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"callSessions"},"arguments":[{"kind":"Argument","name":{"kind":"Name","value":"first"},"value":{"kind":"Variable","name":{"kind":"Name","value":"first"}}},{"kind":"Argument","name":{"kind":"Name","value":"after"},"value":{"kind":"Variable","name":{"kind":"Name","value":"after"}}},{"kind":"Argument","name":{"kind":"Name","value":"filter"},"value":{"kind":"Variable","name":{"kind":"Name","value":"filter"}}},{"kind":"Argument","name":{"kind":"Name","value":"orderBy"},"value":{"kind":"ObjectValue","fields":[{"kind":"ObjectField","name":{"kind":"Name","value":"field"},"value":{"kind":"EnumValue","value":"STARTED_AT"}},{"kind":"ObjectField","name":{"kind":"Name","value":"direction"},"value":{"kind":"Variable","name":{"kind":"Name","value":"direction"}}}]}},{"kind":"Argument","name":{"kind":"Name","value":"maxAgeSeconds"},"value":{"kind":"Variable","name":{"kind":"Name","value":"maxAgeSeconds"}}}],"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"nodes"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"FragmentSpread","name":{"kind":"Name","value":"CallRow"}}]}},{"kind":"Field","name":{"kind":"Name","value":"pageInfo"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"hasNextPage"}},{"kind":"Field","name":{"kind":"Name","value":"endCursor"}}]}},{"kind":"Field","name":{"kind":"Name","value":"asOf"}},{"kind":"Field","name":{"kind":"Name","value":"problems"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"FragmentSpread","name":{"kind":"Name","value":"Problem"}}]}}]}}]}},{"kind":"FragmentDefinition","name":{"kind":"Name","value":"CallRow"},"typeCondition":{"kind":"NamedType","name":{"kind":"Name","value":"CallSession"}},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"id"}},{"kind":"Field","name":{"kind":"Name","value":"startedAt"}},{"kind":"Field","name":{"kind":"Name","value":"durationSeconds"}},{"kind":"Field","name":{"kind":"Name","value":"talkSeconds"}},{"kind":"Field","name":{"kind":"Name","value":"waitSeconds"}},{"kind":"Field","name":{"kind":"Name","value":"direction"}},{"kind":"Field","name":{"kind":"Name","value":"kind"}},{"kind":"Field","name":{"kind":"Name","value":"outcome"}},{"kind":"Field","name":{"kind":"Name","value":"customer"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"number"}},{"kind":"Field","name":{"kind":"Name","value":"e164"}},{"kind":"Field","name":{"kind":"Name","value":"displayName"}}]}},{"kind":"Field","name":{"kind":"Name","value":"line"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"number"}},{"kind":"Field","name":{"kind":"Name","value":"e164"}},{"kind":"Field","name":{"kind":"Name","value":"displayName"}}]}},{"kind":"Field","name":{"kind":"Name","value":"agents"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"id"}},{"kind":"Field","name":{"kind":"Name","value":"displayName"}},{"kind":"Field","name":{"kind":"Name","value":"extension"}}]}},{"kind":"Field","name":{"kind":"Name","value":"queues"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"id"}},{"kind":"Field","name":{"kind":"Name","value":"name"}}]}},{"kind":"Field","name":{"kind":"Name","value":"recordings"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"id"}},{"kind":"Field","name":{"kind":"Name","value":"kind"}},{"kind":"Field","name":{"kind":"Name","value":"isAvailable"}}]}},{"kind":"Field","name":{"kind":"Name","value":"provider"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"id"}},{"kind":"Field","name":{"kind":"Name","value":"name"}},{"kind":"Field","name":{"kind":"Name","value":"kind"}}]}},{"kind":"Field","name":{"kind":"Name","value":"cost"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"amount"}},{"kind":"Field","name":{"kind":"Name","value":"currency"}}]}},{"kind":"Field","name":{"kind":"Name","value":"rating"}},{"kind":"Field","name":{"kind":"Name","value":"note"}}]}},{"kind":"FragmentDefinition","name":{"kind":"Name","value":"Problem"},"typeCondition":{"kind":"NamedType","name":{"kind":"Name","value":"ProviderProblem"}},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"provider"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"id"}},{"kind":"Field","name":{"kind":"Name","value":"name"}}]}},{"kind":"Field","name":{"kind":"Name","value":"kind"}},{"kind":"Field","name":{"kind":"Name","value":"message"}}]}}]} as unknown as DocumentNode<TimelineCallsQuery, TimelineCallsQueryVariables>;
export const TimelineSystemsDocument = {"kind":"Document","definitions":[{"kind":"OperationDefinition","operation":"query","name":{"kind":"Name","value":"TimelineSystems"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"providers"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"id"}},{"kind":"Field","name":{"kind":"Name","value":"key"}},{"kind":"Field","name":{"kind":"Name","value":"name"}}]}}]}}]} as unknown as DocumentNode<TimelineSystemsQuery, TimelineSystemsQueryVariables>;
export const TimelineCountDocument = {"kind":"Document","definitions":[{"kind":"OperationDefinition","operation":"query","name":{"kind":"Name","value":"TimelineCount"},"variableDefinitions":[{"kind":"VariableDefinition","variable":{"kind":"Variable","name":{"kind":"Name","value":"filter"}},"type":{"kind":"NamedType","name":{"kind":"Name","value":"CallSessionFilter"}}}],"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"callSessions"},"arguments":[{"kind":"Argument","name":{"kind":"Name","value":"first"},"value":{"kind":"IntValue","value":"1"}},{"kind":"Argument","name":{"kind":"Name","value":"filter"},"value":{"kind":"Variable","name":{"kind":"Name","value":"filter"}}}],"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"totalCount"}}]}}]}}]} as unknown as DocumentNode<TimelineCountQuery, TimelineCountQueryVariables>;
export const TimelineNodesDocument = {"kind":"Document","definitions":[{"kind":"OperationDefinition","operation":"query","name":{"kind":"Name","value":"TimelineNodes"},"variableDefinitions":[{"kind":"VariableDefinition","variable":{"kind":"Variable","name":{"kind":"Name","value":"ids"}},"type":{"kind":"NonNullType","type":{"kind":"ListType","type":{"kind":"NonNullType","type":{"kind":"NamedType","name":{"kind":"Name","value":"ID"}}}}}}],"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"nodes"},"arguments":[{"kind":"Argument","name":{"kind":"Name","value":"ids"},"value":{"kind":"Variable","name":{"kind":"Name","value":"ids"}}}],"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"__typename"}},{"kind":"Field","name":{"kind":"Name","value":"id"}},{"kind":"FragmentSpread","name":{"kind":"Name","value":"CallRow"}}]}}]}},{"kind":"FragmentDefinition","name":{"kind":"Name","value":"CallRow"},"typeCondition":{"kind":"NamedType","name":{"kind":"Name","value":"CallSession"}},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"id"}},{"kind":"Field","name":{"kind":"Name","value":"startedAt"}},{"kind":"Field","name":{"kind":"Name","value":"durationSeconds"}},{"kind":"Field","name":{"kind":"Name","value":"talkSeconds"}},{"kind":"Field","name":{"kind":"Name","value":"waitSeconds"}},{"kind":"Field","name":{"kind":"Name","value":"direction"}},{"kind":"Field","name":{"kind":"Name","value":"kind"}},{"kind":"Field","name":{"kind":"Name","value":"outcome"}},{"kind":"Field","name":{"kind":"Name","value":"customer"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"number"}},{"kind":"Field","name":{"kind":"Name","value":"e164"}},{"kind":"Field","name":{"kind":"Name","value":"displayName"}}]}},{"kind":"Field","name":{"kind":"Name","value":"line"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"number"}},{"kind":"Field","name":{"kind":"Name","value":"e164"}},{"kind":"Field","name":{"kind":"Name","value":"displayName"}}]}},{"kind":"Field","name":{"kind":"Name","value":"agents"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"id"}},{"kind":"Field","name":{"kind":"Name","value":"displayName"}},{"kind":"Field","name":{"kind":"Name","value":"extension"}}]}},{"kind":"Field","name":{"kind":"Name","value":"queues"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"id"}},{"kind":"Field","name":{"kind":"Name","value":"name"}}]}},{"kind":"Field","name":{"kind":"Name","value":"recordings"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"id"}},{"kind":"Field","name":{"kind":"Name","value":"kind"}},{"kind":"Field","name":{"kind":"Name","value":"isAvailable"}}]}},{"kind":"Field","name":{"kind":"Name","value":"provider"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"id"}},{"kind":"Field","name":{"kind":"Name","value":"name"}},{"kind":"Field","name":{"kind":"Name","value":"kind"}}]}},{"kind":"Field","name":{"kind":"Name","value":"cost"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"amount"}},{"kind":"Field","name":{"kind":"Name","value":"currency"}}]}},{"kind":"Field","name":{"kind":"Name","value":"rating"}},{"kind":"Field","name":{"kind":"Name","value":"note"}}]}}]} as unknown as DocumentNode<TimelineNodesQuery, TimelineNodesQueryVariables>;
export const TimelineChangesDocument = {"kind":"Document","definitions":[{"kind":"OperationDefinition","operation":"subscription","name":{"kind":"Name","value":"TimelineChanges"},"variableDefinitions":[{"kind":"VariableDefinition","variable":{"kind":"Variable","name":{"kind":"Name","value":"after"}},"type":{"kind":"NamedType","name":{"kind":"Name","value":"String"}}},{"kind":"VariableDefinition","variable":{"kind":"Variable","name":{"kind":"Name","value":"filter"}},"type":{"kind":"NamedType","name":{"kind":"Name","value":"CallSessionFilter"}}}],"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"callSessionChanges"},"arguments":[{"kind":"Argument","name":{"kind":"Name","value":"after"},"value":{"kind":"Variable","name":{"kind":"Name","value":"after"}}},{"kind":"Argument","name":{"kind":"Name","value":"filter"},"value":{"kind":"Variable","name":{"kind":"Name","value":"filter"}}}],"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"cursor"}},{"kind":"Field","name":{"kind":"Name","value":"kind"}},{"kind":"Field","name":{"kind":"Name","value":"sessionId"}},{"kind":"Field","name":{"kind":"Name","value":"session"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"FragmentSpread","name":{"kind":"Name","value":"CallRow"}}]}}]}}]}},{"kind":"FragmentDefinition","name":{"kind":"Name","value":"CallRow"},"typeCondition":{"kind":"NamedType","name":{"kind":"Name","value":"CallSession"}},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"id"}},{"kind":"Field","name":{"kind":"Name","value":"startedAt"}},{"kind":"Field","name":{"kind":"Name","value":"durationSeconds"}},{"kind":"Field","name":{"kind":"Name","value":"talkSeconds"}},{"kind":"Field","name":{"kind":"Name","value":"waitSeconds"}},{"kind":"Field","name":{"kind":"Name","value":"direction"}},{"kind":"Field","name":{"kind":"Name","value":"kind"}},{"kind":"Field","name":{"kind":"Name","value":"outcome"}},{"kind":"Field","name":{"kind":"Name","value":"customer"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"number"}},{"kind":"Field","name":{"kind":"Name","value":"e164"}},{"kind":"Field","name":{"kind":"Name","value":"displayName"}}]}},{"kind":"Field","name":{"kind":"Name","value":"line"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"number"}},{"kind":"Field","name":{"kind":"Name","value":"e164"}},{"kind":"Field","name":{"kind":"Name","value":"displayName"}}]}},{"kind":"Field","name":{"kind":"Name","value":"agents"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"id"}},{"kind":"Field","name":{"kind":"Name","value":"displayName"}},{"kind":"Field","name":{"kind":"Name","value":"extension"}}]}},{"kind":"Field","name":{"kind":"Name","value":"queues"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"id"}},{"kind":"Field","name":{"kind":"Name","value":"name"}}]}},{"kind":"Field","name":{"kind":"Name","value":"recordings"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"id"}},{"kind":"Field","name":{"kind":"Name","value":"kind"}},{"kind":"Field","name":{"kind":"Name","value":"isAvailable"}}]}},{"kind":"Field","name":{"kind":"Name","value":"provider"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"id"}},{"kind":"Field","name":{"kind":"Name","value":"name"}},{"kind":"Field","name":{"kind":"Name","value":"kind"}}]}},{"kind":"Field","name":{"kind":"Name","value":"cost"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"amount"}},{"kind":"Field","name":{"kind":"Name","value":"currency"}}]}},{"kind":"Field","name":{"kind":"Name","value":"rating"}},{"kind":"Field","name":{"kind":"Name","value":"note"}}]}}]} as unknown as DocumentNode<TimelineChangesSubscription, TimelineChangesSubscriptionVariables>;