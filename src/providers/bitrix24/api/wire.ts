/**
 * A row of voximplant.statistic.get in the vendor's spelling. Everything is text or null, but for RECORD_FILE_ID; "" and
 * null both mean none; older servers leave CALL_LOG out. So nothing is believed before it is read.
 */
export type StatisticsRow = { readonly [Field in StatisticsField]?: unknown };

export type StatisticsField =
  | 'ID'
  | 'PORTAL_USER_ID'
  | 'PORTAL_NUMBER'
  | 'PHONE_NUMBER'
  | 'CALL_ID'
  | 'EXTERNAL_CALL_ID'
  | 'CALL_CATEGORY'
  | 'CALL_LOG'
  | 'CALL_DURATION'
  | 'CALL_START_DATE'
  | 'CALL_RECORD_URL'
  | 'CALL_VOTE'
  | 'COST'
  | 'COST_CURRENCY'
  | 'CALL_FAILED_CODE'
  | 'CALL_FAILED_REASON'
  | 'CRM_ENTITY_TYPE'
  | 'CRM_ENTITY_ID'
  | 'CRM_ACTIVITY_ID'
  | 'REST_APP_ID'
  | 'REST_APP_NAME'
  | 'TRANSCRIPT_ID'
  | 'TRANSCRIPT_PENDING'
  | 'SESSION_ID'
  | 'REDIAL_ATTEMPT'
  | 'COMMENT'
  | 'RECORD_DURATION'
  | 'RECORD_FILE_ID'
  | 'CALL_TYPE';

/** Fields the vendor filters by: all of a row but RECORD_FILE_ID. */
export type FilterableField = Exclude<StatisticsField, 'RECORD_FILE_ID'>;

/** A user of user.get; which fields come depends on the webhook's scope. */
export type UserRow = {
  readonly [Field in 'ID' | 'NAME' | 'LAST_NAME' | 'EMAIL' | 'UF_PHONE_INNER' | 'ACTIVE']?: unknown;
};

/** A file of disk.file.get. DOWNLOAD_URL holds keys: it is used at once and never kept. */
export type FileRow = { readonly [Field in 'ID' | 'NAME' | 'SIZE' | 'DOWNLOAD_URL']?: unknown };

/** One method to run, with its parameters as the vendor names them. */
export type Command = { readonly method: string; readonly parameters: Parameters };
/** Parameters of a method; they may nest. */
export type Parameters = { readonly [name: string]: Parameter };
export type Parameter = string | number | readonly (string | number)[] | Parameters;

/** What a method answered. */
export type Answer = {
  readonly result: unknown;
  /** 0 where no count was asked for. */
  readonly total: number | null;
};
