import { createVendorEnum } from '../../../graph/vendor-enum.ts';
import { RESULT_CODES } from '../calls/columns.ts';
import { createColumnTypes } from '../../../graph/column-fields.ts';
import { detailNameOf } from '../../columns/column.ts';
import { readPlainCell } from '../../columns/read-cell.ts';

/** Which way a call went: CALL_TYPE of a record, INCOMING of a finished call, TYPE of one to register. */
export const CallType = createVendorEnum('Bitrix24CallType', {
  description: 'CALL_TYPE of Bitrix24: which way a call went.',
  prefix: 'TYPE',
  values: [
    [1, 'Outgoing.'],
    [2, 'Incoming.'],
    [3, 'Incoming with redirection.'],
    [4, 'Callback.'],
    [5, 'Informational call.'],
  ],
});

/** How a call ended. */
export const CallFailedCode = createVendorEnum('Bitrix24CallFailedCode', {
  description: 'CALL_FAILED_CODE of Bitrix24: how a call ended.',
  prefix: 'S',
  values: RESULT_CODES,
});

/** What kind of CRM entity a call belongs to. */
export const CrmEntityType = createVendorEnum('Bitrix24CrmEntityType', {
  description: 'CRM_ENTITY_TYPE of Bitrix24: what kind of CRM entity a call belongs to.',
  values: [
    ['CONTACT', 'Contact.'],
    ['COMPANY', 'Company.'],
    ['LEAD', 'Lead.'],
  ],
});

/** Whether a transcript is on its way. */
export const TranscriptPending = createVendorEnum('Bitrix24TranscriptPending', {
  description: 'TRANSCRIPT_PENDING of Bitrix24: whether a transcript is on its way.',
  values: [
    ['Y', 'Transcription pending.'],
    ['N', 'Transcription available or absent.'],
  ],
});

/** How a call is to be written down as having ended. */
export const StatusCode = createVendorEnum('ExternalCallStatusCode', {
  description: 'STATUS_CODE of Bitrix24: the result code of a call that is finished.',
  prefix: 'S',
  values: RESULT_CODES,
});

/** Whether a finished call was a conversation. */
export const CallStatus = createVendorEnum('Bitrix24CallStatus', {
  description: 'CALL_STATUS of Bitrix24: the completion status of a finished call.',
  prefix: 'STATUS',
  values: [
    [1, 'Successful conversation.'],
    [0, 'Unsuccessful/missed.'],
  ],
});

/** How tables of Bitrix24's columns become types and fields. */
export const { typeOf, fieldsOf } = createColumnTypes({
  read: readPlainCell,
  nameOf: detailNameOf,
  enums: {
    CALL_FAILED_CODE: CallFailedCode,
    CRM_ENTITY_TYPE: CrmEntityType,
    TRANSCRIPT_PENDING: TranscriptPending,
    CALL_TYPE: CallType,
    INCOMING: CallType,
    CALL_STATUS: CallStatus,
  },
});
