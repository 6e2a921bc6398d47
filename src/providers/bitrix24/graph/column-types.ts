import { createColumnTypes } from '../../../graph/column-fields.ts';
import { detailNameOf } from '../../columns/column.ts';
import { readCell } from '../calls/row.ts';
import { CallFailedCode, CallStatus, CallType, CrmEntityType, TranscriptPending } from './enums.ts';

/** How tables of Bitrix24's columns become types and fields. */
export const { typeOf, fieldsOf } = createColumnTypes({
  read: readCell,
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
