import { SECOND_MS } from '../../time/instant.ts';
import { type DemoHooks, createDemoHooks } from '../demo-hooks.ts';
import type { DemoVendorOptions } from '../demo-vendor.ts';
import { toStatisticsRow } from './to-statistics-row.ts';

export const APPLICATION_TOKEN = 'demo-application-token-a3c9e1f7b2';

/** An outgoing webhook of the portal for ONVOXIMPLANTCALLEND: a form, whose every value is a text. */
export const createHooks = (id: string, { now }: Pick<DemoVendorOptions, 'now'>): DemoHooks =>
  createDemoHooks({
    id,
    now,
    settings: { applicationToken: APPLICATION_TOKEN },
    write(call, at) {
      const row = toStatisticsRow(call, 'https://portal.example.com');
      const data = {
        CALL_ID: row.CALL_ID,
        CALL_TYPE: row.CALL_TYPE,
        PHONE_NUMBER: row.PHONE_NUMBER,
        PORTAL_NUMBER: row.PORTAL_NUMBER ?? '',
        PORTAL_USER_ID: row.PORTAL_USER_ID ?? '',
        CALL_DURATION: row.CALL_DURATION,
        CALL_START_DATE: row.CALL_START_DATE,
        COST: row.COST,
        COST_CURRENCY: row.COST_CURRENCY,
        CALL_FAILED_CODE: row.CALL_FAILED_CODE,
        CALL_FAILED_REASON: row.CALL_FAILED_REASON ?? '',
        CRM_ACTIVITY_ID: row.CRM_ACTIVITY_ID ?? '',
      };
      const auth = {
        domain: 'portal.example.com',
        client_endpoint: 'https://portal.example.com/rest/',
        server_endpoint: 'https://oauth.bitrix.info/rest/',
        member_id: 'd0e1f2a3b4c5d6e7f8091a2b3c4d5e6f',
        application_token: APPLICATION_TOKEN,
      };
      const body = new URLSearchParams([
        ['event', 'ONVOXIMPLANTCALLEND'],
        ['event_handler_id', '1061'],
        ...Object.entries(data).map(([name, value]) => [`data[${name}]`, value]),
        ['ts', String(Math.floor(at / SECOND_MS))],
        ...Object.entries(auth).map(([name, value]) => [`auth[${name}]`, value]),
      ] as [string, string][]);
      return { headers: { 'content-type': 'application/x-www-form-urlencoded' }, body: body.toString() };
    },
  });
