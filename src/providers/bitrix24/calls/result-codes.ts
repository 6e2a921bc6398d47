/** How a call can end, as Bitrix24 documents it: the values of CALL_FAILED_CODE in its records and of STATUS_CODE when a call is finished. */
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
