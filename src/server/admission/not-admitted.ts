import { ProviderError } from '../../domain/provider-error.ts';

/** A request was not let ask vendors: as many do as get through their limits in time. What was begun shows it as a problem. */
export class NotAdmitted extends ProviderError {
  constructor(provider: string, retryAfterMs: number) {
    const retryAfterSeconds = Math.max(1, Math.ceil(retryAfterMs / 1000));
    super(
      provider,
      'rate-limited',
      `${provider} was not asked: as much is being asked of it already as it answers in time. Ask again in ${retryAfterSeconds} s.`,
      { retryAfterSeconds },
    );
    this.name = 'NotAdmitted';
  }
}
