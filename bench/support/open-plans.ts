/**
 * A provider's settings with the plan that its vendor limits least: requests and their time are measured here, not the
 * politeness of a small plan.
 */
export function withOpenPlan(settings: Readonly<Record<string, unknown>>): Readonly<Record<string, unknown>> {
  const plan = PLANS[String(settings['kind'])];
  return plan === undefined ? settings : { ...settings, plan };
}

const PLANS: Readonly<Record<string, string>> = { bitrix24: 'on-premise', 'zoom-contact-center': 'business' };
