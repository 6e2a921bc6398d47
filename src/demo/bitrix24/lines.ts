/** voximplant.line.get: what the portal calls the lines of its own telephony, by the name that rows have. */
export const RENTED_LINES: Readonly<Record<string, string>> = {
  '442079460000': 'Front desk',
  '442079460001': 'Orders',
  '442079460002': 'Garden advice',
  '442079460003': 'Deliveries',
  '442079460004': 'Trade customers',
  // Nobody has named it.
  '442079460005': '',
  reg133788: 'SIP line of the head office',
};

/** telephony.externalLine.get: lines of exchanges that write their calls down here. */
export const EXTERNAL_LINES = [{ NUMBER: '3', NAME: 'Exchange of the workshop', CRM_AUTO_CREATE: 'N' }] as const;
