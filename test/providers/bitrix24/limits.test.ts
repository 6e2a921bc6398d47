import { describe, expect, it } from 'vitest';
import { ROW_SELECTION } from '../../../src/domain/call-selection.ts';
import { BudgetExhausted, createBudget } from '../../../src/transport/budget.ts';
import { withDeadline } from '../../../src/time/with-deadline.ts';
import { BUCKET, limitsOf } from '../../../src/providers/bitrix24/api/rest.ts';
import { LAST_MONTH } from '../../conformance/read-list.ts';
import { passTime } from '../../support/pass-time.ts';
import { startPortal, unhurried } from './portal.ts';
import { countCalls } from '../../support/ask-provider.ts';

describe('the working time of a method', () => {
  it('once spent blocks that method alone, until the moment the vendor last named', async () => {
    const { vendor, createProvider } = await startPortal({ hasLimits: true });
    const provider = createProvider();
    const ask = () => countCalls(provider, LAST_MONTH, {}, unhurried());
    vendor.limits.spend('voximplant.statistic.get', 479);
    await ask();
    vendor.limits.spend('voximplant.statistic.get', 1);

    await expect(ask()).rejects.toMatchObject({ kind: 'rate-limited', code: 'OPERATION_TIME_LIMIT' });
    expect(vendor.server.count()).toBe(2);
    const refusal = await ask().catch((error: unknown) => error);
    expect(refusal).toMatchObject({ kind: 'rate-limited' });
    expect((refusal as { retryAfterSeconds: number }).retryAfterSeconds).toBeGreaterThan(500);
    // It was not asked again, and other methods were not held back.
    expect(vendor.server.count()).toBe(2);
    expect((await provider.listAgents(unhurried())).length).toBeGreaterThan(5);

    passTime(601_000);
    await expect(ask()).rejects.toMatchObject({ kind: 'rate-limited' });
    expect(vendor.server.count('voximplant.statistic.get')).toBe(3);
  });

  it('is remembered for ten seconds where the vendor never named a moment', async () => {
    const { vendor, createProvider } = await startPortal({ hasLimits: true });
    vendor.limits.spend('voximplant.statistic.get', 480);
    const provider = createProvider();
    const ask = () => countCalls(provider, LAST_MONTH, {}, unhurried());
    await expect(ask()).rejects.toMatchObject({ kind: 'rate-limited' });
    await expect(ask()).rejects.toMatchObject({ kind: 'rate-limited', retryAfterSeconds: 10 });
    expect(vendor.server.count()).toBe(1);
    passTime(10_000);
    await expect(ask()).rejects.toMatchObject({ kind: 'rate-limited' });
    expect(vendor.server.count()).toBe(2);
  });

  it('is not held back for longer because a batch had to leave it out', async () => {
    const { vendor, createProvider } = await startPortal({ hasLimits: true });
    vendor.limits.spend('voximplant.statistic.get', 480);
    const provider = createProvider();
    const ask = () => countCalls(provider, LAST_MONTH, {}, unhurried()).catch((error: unknown) => error);
    await ask();
    passTime(6_000);
    await Promise.all([ask(), provider.getAgents(['11'], unhurried()), provider.getAgents(['12'], unhurried())]);
    passTime(4_000);
    vendor.server.resetCounts();
    await ask();
    expect(vendor.server.count('voximplant.statistic.get')).toBe(1);
  });

  it('leaves the other commands of a batch alone', async () => {
    const { vendor, createProvider } = await startPortal({ hasLimits: true });
    vendor.limits.spend('voximplant.statistic.get', 480);
    const provider = createProvider();
    const [calls, agents] = await Promise.all([
      provider.getCalls([{ nativeId: '1003' }], ROW_SELECTION, unhurried()),
      provider.getAgents(['11'], unhurried()),
    ]);
    expect(calls[0]).toMatchObject({ kind: 'rate-limited', code: 'OPERATION_TIME_LIMIT' });
    expect(agents[0]).toMatchObject({ displayName: 'Ada Marsh' });
  });
});

describe('the bucket of the portal', () => {
  it('is asked for no more than half of what it holds at once', async () => {
    const budget = createBudget(limitsOf({ plan: 'standard', oauth: undefined }));
    const hurried = withDeadline(new AbortController().signal, 50);
    const ask = async () => (await budget.enter(BUCKET, hurried)).answered();
    const takes = await Promise.allSettled(Array.from({ length: 30 }, ask));
    expect(takes.filter((take) => take.status === 'fulfilled')).toHaveLength(25);
    expect(takes.flatMap((take) => (take.status === 'rejected' ? [take.reason as unknown] : []))[0]).toBeInstanceOf(
      BudgetExhausted,
    );
  });

  it('is asked again when it has overflown and drained a little', async () => {
    const { vendor, createProvider } = await startPortal();
    vendor.server.fault({ fault: { kind: 'rate-limit' }, times: 1 });
    expect(await countCalls(createProvider(), LAST_MONTH, {}, unhurried())).toBeGreaterThan(0);
    expect(vendor.server.count()).toBe(2);
  });

  it('is not asked again when Bitrix24 has blocked the portal by hand', async () => {
    const { vendor, createProvider } = await startPortal();
    const body = { error: 'OVERLOAD_LIMIT', error_description: 'REST API is blocked due to overload' };
    vendor.server.fault({ fault: { kind: 'status', status: 503, body } });
    await expect(countCalls(createProvider(), LAST_MONTH, {}, unhurried())).rejects.toMatchObject({
      kind: 'forbidden',
    });
    expect(vendor.server.count()).toBe(1);
  });
});
