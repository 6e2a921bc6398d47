/** A row of voximplant.statistic.get: text or null, whatever the column is, but for the one number. */
export type StatisticsRow = {
  readonly ID: string;
  readonly PORTAL_USER_ID: string | null;
  readonly PORTAL_NUMBER: string | null;
  readonly PHONE_NUMBER: string;
  readonly CALL_ID: string;
  readonly EXTERNAL_CALL_ID: string | null;
  readonly CALL_CATEGORY: string;
  readonly CALL_LOG: string | null;
  readonly CALL_DURATION: string;
  readonly CALL_START_DATE: string;
  readonly CALL_RECORD_URL: string | null;
  readonly CALL_VOTE: string | null;
  readonly COST: string;
  readonly COST_CURRENCY: string;
  readonly CALL_FAILED_CODE: string;
  readonly CALL_FAILED_REASON: string | null;
  readonly CRM_ENTITY_TYPE: string | null;
  readonly CRM_ENTITY_ID: string | null;
  readonly CRM_ACTIVITY_ID: string | null;
  readonly REST_APP_ID: string | null;
  readonly REST_APP_NAME: string | null;
  readonly TRANSCRIPT_ID: string | null;
  readonly TRANSCRIPT_PENDING: string | null;
  readonly SESSION_ID: string | null;
  readonly REDIAL_ATTEMPT: string | null;
  readonly COMMENT: string | null;
  readonly RECORD_DURATION: string | null;
  readonly RECORD_FILE_ID: number | null;
  readonly CALL_TYPE: string;
};

/** The two records of the vendor's documentation page, word for word. */
export const EXAMPLE_ROWS: readonly StatisticsRow[] = [
  {
    ID: '1',
    PORTAL_USER_ID: '1',
    PORTAL_NUMBER: 'reg133788',
    PHONE_NUMBER: '+19061234567',
    CALL_ID: '11018129443EB80D.1754478570.11438214',
    EXTERNAL_CALL_ID: null,
    CALL_CATEGORY: 'external',
    CALL_LOG:
      'https://storage-gw-com-02.voximplant.com/voximplant-logs/2025/08/06/YTdjNmMxYWMyNzNmZDA2NTAwZTlkODYzMWExODN06ODM0MkU1MjY2OEIxMkMuMTc1NDQ3ODUyMC4xMTQzODIxNV8xODUuMTY0LjE0OC4xMzIubG9n?sessionid=3841557776',
    CALL_DURATION: '0',
    CALL_START_DATE: '2025-08-06T14:08:40+01:00',
    CALL_RECORD_URL: '',
    CALL_VOTE: null,
    COST: '0.0000',
    COST_CURRENCY: 'EUR',
    CALL_FAILED_CODE: '603-S',
    CALL_FAILED_REASON: 'Decline self',
    CRM_ENTITY_TYPE: 'CONTACT',
    CRM_ENTITY_ID: '275',
    CRM_ACTIVITY_ID: '7739',
    REST_APP_ID: null,
    REST_APP_NAME: null,
    TRANSCRIPT_ID: null,
    TRANSCRIPT_PENDING: 'N',
    SESSION_ID: '3841557776',
    REDIAL_ATTEMPT: null,
    COMMENT: null,
    RECORD_DURATION: null,
    RECORD_FILE_ID: null,
    CALL_TYPE: '1',
  },
  {
    ID: '7',
    PORTAL_USER_ID: '1269',
    PORTAL_NUMBER: '3',
    PHONE_NUMBER: '19061234568',
    CALL_ID: 'externalCall.716f1cb73def9700a23842adf9c4c568.1773130779',
    EXTERNAL_CALL_ID: null,
    CALL_CATEGORY: 'external',
    CALL_LOG: null,
    CALL_DURATION: '95',
    CALL_START_DATE: '2026-03-10T11:19:38+01:00',
    CALL_RECORD_URL: null,
    CALL_VOTE: '5',
    COST: '0.0000',
    COST_CURRENCY: '',
    CALL_FAILED_CODE: '200',
    CALL_FAILED_REASON: '',
    CRM_ENTITY_TYPE: 'CONTACT',
    CRM_ENTITY_ID: '797',
    CRM_ACTIVITY_ID: '7943',
    REST_APP_ID: '3',
    REST_APP_NAME: 'REST API Documentation',
    TRANSCRIPT_ID: '1',
    TRANSCRIPT_PENDING: 'N',
    SESSION_ID: null,
    REDIAL_ATTEMPT: null,
    COMMENT: null,
    RECORD_DURATION: null,
    RECORD_FILE_ID: 9079,
    CALL_TYPE: '2',
  },
];
