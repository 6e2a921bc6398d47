import { describe, expect, it } from 'vitest';
import { bitrix24Settings } from '../../../src/providers/bitrix24/settings.ts';

const webhook = { id: 'portal', kind: 'bitrix24', webhookUrl: 'https://example.bitrix24.com/rest/1/secret-code/' };
const oauth = {
  endpoint: 'https://example.bitrix24.com/rest/',
  clientId: 'app',
  clientSecret: 'secret',
  refreshToken: 'token',
  tokenFile: './portal-token.json',
};

const problemsOf = (settings: object): string =>
  bitrix24Settings
    .safeParse(settings)
    .error?.issues.map(({ path, message }) => `${path.join('.')}: ${message}`)
    .join('; ') ?? '';

describe('the settings of a portal', () => {
  it('take a webhook or an OAuth application', () => {
    expect(bitrix24Settings.parse(webhook)).toMatchObject({ plan: 'standard', deadlineMs: 10_000, mediaHosts: [] });
    expect(bitrix24Settings.parse({ id: 'portal', kind: 'bitrix24', oauth }).oauth?.tokenUrl).toBe(
      'https://oauth.bitrix.info/oauth/token/',
    );
  });

  it('refuse both and neither', () => {
    expect(problemsOf({ ...webhook, oauth })).toMatch(/either "webhookUrl" or "oauth"/);
    expect(problemsOf({ id: 'portal', kind: 'bitrix24' })).toMatch(/either "webhookUrl" or "oauth"/);
  });

  it.each([
    'http://example.bitrix24.com/rest/1/secret-code/',
    'https://example.bitrix24.com/',
    'https://example.bitrix24.com/rest/secret-code/',
    'example.bitrix24.com/rest/1/secret-code/',
  ])('refuse the webhook %s, and say what one looks like without repeating it', (webhookUrl) => {
    expect(problemsOf({ ...webhook, webhookUrl })).toMatch(/^webhookUrl: .*\/rest\/1\/<code>\//);
    expect(problemsOf({ ...webhook, webhookUrl })).not.toContain('secret-code');
  });

  it('allow a portal without TLS on this machine alone', () => {
    expect(problemsOf({ ...webhook, webhookUrl: 'http://127.0.0.1:4001/rest/1/code/' })).toBe('');
  });

  it('refuse what they do not know', () => {
    expect(problemsOf({ ...webhook, webhook: 'x' })).toMatch(/webhook/);
    expect(problemsOf({ ...webhook, plan: 'free' })).toMatch(/^plan: /);
    expect(problemsOf({ ...webhook, mediaHosts: ['https://pbx.example.com/x'] })).toMatch(
      /^mediaHosts\.0: must be a host name/,
    );
  });
});
