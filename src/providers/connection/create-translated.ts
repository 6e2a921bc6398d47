import { DeadlinePassed } from '../../time/with-deadline.ts';
import { type AskedOf, toProviderError } from './to-provider-error.ts';

/** How the vendor and what is its own are called in errors. */
export type VendorNames = Pick<AskedOf, 'limitOf' | 'hostsSetting'> & {
  /** "Bitrix24". */
  readonly name: string;
};

/** Says what fails in the port's words; the caller's own leaving stays as it is, its deadline too unless told otherwise. */
export function createTranslated(provider: string, { name: vendor, limitOf, hostsSetting }: VendorNames) {
  return async <Value>(
    operation: string,
    signal: AbortSignal,
    act: () => Promise<Value>,
    tellsDeadline = false,
  ): Promise<Value> => {
    try {
      return await act();
    } catch (error) {
      const isReason = signal.aborted && error === signal.reason;
      if (isReason && !(tellsDeadline && error instanceof DeadlinePassed)) throw error;
      throw toProviderError(error, { provider, vendor, operation, limitOf, hostsSetting });
    }
  };
}
