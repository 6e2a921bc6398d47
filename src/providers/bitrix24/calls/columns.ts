import { type ColumnFlags, type RowOf, column, impersonal, label, record, textId } from '../../columns/column.ts';

/** A row of the statistics. The vendor filters by all columns but one, and sorts by all but two. */
export const CALL = record(
  'Bitrix24Call',
  'A call as Bitrix24 has it in its telephony statistics (voximplant.statistic.get).',
  {
    ID: column('id', 'Internal identifier of the statistics record.', 'FS'),
    PORTAL_USER_ID: column('id', 'Identifier of the Bitrix24 user who took part. "0" where it found none.', 'FS'),
    PORTAL_NUMBER: label('Line number through which the call was made.', 'FS'),
    PHONE_NUMBER: column('text', 'Subscriber number, with or without "+"; "hidden" where it was withheld.', 'FS'),
    CALL_ID: impersonal(textId('Call identifier.', 'FS')),
    EXTERNAL_CALL_ID: textId('Call identifier on the external PBX or integration side.', 'FS'),
    CALL_CATEGORY: label('Call category.', 'FS'),
    CALL_LOG: column('link', 'Call log URL.', 'FS'),
    CALL_DURATION: column('number', 'Duration of the call in seconds; 0 for an unanswered one.', 'FS'),
    CALL_START_DATE: column('time', 'Date and time of the call start.', 'FS'),
    CALL_RECORD_URL: column('link', 'Call recording URL.', 'FS'),
    CALL_VOTE: column('number', 'Call rating, 1 to 5; null or 0 if there is none.', 'FS'),
    COST: column('decimal', 'Cost of the call.', 'FS'),
    COST_CURRENCY: label('Currency of the call cost as Bitrix24 writes it; the old rouble is RUR there.', 'FS'),
    CALL_FAILED_CODE: column('word', 'Call result code.', 'FS'),
    CALL_FAILED_REASON: column('text', 'Text of the reason or result of the call.', 'FS'),
    CRM_ENTITY_TYPE: column('word', 'Type of CRM entity.', 'FS'),
    CRM_ENTITY_ID: column('id', 'Identifier of the CRM entity from crmEntityType.', 'FS'),
    CRM_ACTIVITY_ID: column('id', 'Identifier of the CRM activity for the call.', 'FS'),
    REST_APP_ID: column('id', 'Identifier of the application that registered an external call.', 'FS'),
    REST_APP_NAME: label('Name of the application that registered an external call.', 'FS'),
    TRANSCRIPT_ID: column('id', 'Identifier of the call transcript.', 'FS'),
    TRANSCRIPT_PENDING: column('word', 'Indicator of pending transcription.', 'FS'),
    SESSION_ID: column(
      'id',
      'Session identifier on the telephony side: the Voximplant session of a call over built-in telephony.',
      'FS',
    ),
    REDIAL_ATTEMPT: column('number', 'Number of redial attempts, for callbacks.', 'FS'),
    COMMENT: column('text', 'Comment on the call.', 'FS'),
    RECORD_DURATION: column('number', 'Duration of the call recording file in seconds.', 'FS'),
    RECORD_FILE_ID: column('id', "Identifier of the recording's file on the portal's disk."),
    CALL_TYPE: { ...column('word', 'Type of call.', 'F'), isNumber: true },
  },
);

export const COLUMNS = CALL.columns;

/** A column of the statistics, as the vendor spells it. */
export type StatisticsField = keyof typeof COLUMNS;

type FlaggedField<Flags extends ColumnFlags> = {
  [Field in StatisticsField]: (typeof COLUMNS)[Field]['flags'] extends Flags ? Field : never;
}[StatisticsField];

/** Columns the vendor filters by. */
export type FilterableField = FlaggedField<'F' | 'FS'>;

/** Columns the vendor sorts by. */
export type SortableField = FlaggedField<'FS'>;

/** A row of the statistics. Everything is text or null, but for RECORD_FILE_ID; "" and null both mean none. */
export type StatisticsRow = RowOf<typeof COLUMNS>;

/** How a call can end, as Bitrix24 documents it: CALL_FAILED_CODE of a record, STATUS_CODE of a call that is finished. */
export const RESULT_CODES = [
  ['200', 'Successful call.'],
  ['304', 'Missed call.'],
  ['603', 'Declined.'],
  ['603-S', 'Call canceled.'],
  ['403', 'Forbidden.'],
  ['404', 'Invalid number.'],
  ['486', 'Busy.'],
  ['484', 'Direction unavailable.'],
  ['503', 'Direction unavailable.'],
  ['480', 'Temporarily unavailable.'],
  ['402', 'Insufficient funds.'],
  ['423', 'Blocked.'],
  ['OTHER', 'Undefined.'],
] as const;
