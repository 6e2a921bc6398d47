import type { Rate } from '../../../transport/rate.ts';
import type { ZoomContactCenterSettings } from '../settings.ts';

/** How much a question weighs: each label has its own limit per second, heavy ones also one a day. */
export type Label = 'light' | 'medium' | 'heavy';

/** Requests per second by plan and label. */
const PER_SECOND = {
  pro: { light: 20, medium: 10, heavy: 5 },
  business: { light: 40, medium: 20, heavy: 10 },
} as const;

/**
 * Zoom counts by seconds of its own, and a request is a while on its way: no stretch of this length may hold more than
 * Zoom takes in a second.
 */
const STRETCH_SECONDS = 1.1;

/** The limits of an account by its plan. */
export function ratesOf(plan: ZoomContactCenterSettings['plan']): Readonly<Record<Label, Rate>> {
  const rate = (label: Label): Rate => ({ points: PER_SECOND[plan][label], perSeconds: STRETCH_SECONDS });
  return { light: rate('light'), medium: rate('medium'), heavy: rate('heavy') };
}
