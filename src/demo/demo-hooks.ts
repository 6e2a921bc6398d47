import type { Instant } from '../time/instant.ts';
import type { DemoCall } from './call-source.ts';

/** A request as a vendor pushes it. */
export type DemoPush = { readonly headers: Readonly<Record<string, string>>; readonly body: string };

/** How a demo vendor pushes that a call has ended. */
export type DemoHooks = {
  /** `hook` of its provider's settings. */
  readonly settings: Readonly<Record<string, string>>;
  /** What an operator enters at the vendor: the address on a server. */
  addressOn(origin: string): string;
  /** What is sent of a call that has ended. */
  write(call: DemoCall): DemoPush;
  /** Pushes to that server from now on. Throws where the vendor would not take the address. */
  pushTo(origin: string): Promise<void>;
  /** Says that a call has ended to whoever wants to know. Throws where that is not taken. */
  callEnded(call: DemoCall): Promise<void>;
};

type DemoHooksOptions = {
  /** The provider's id in the settings. */
  readonly id: string;
  readonly now: () => Instant;
  readonly settings: DemoHooks['settings'];
  /** What the address ends with, where the vendor signs nothing. */
  readonly secret?: string;
  readonly write: (call: DemoCall, at: Instant) => DemoPush;
  /** Finds out whether an address is the customer's own, where the vendor does. */
  readonly validate?: (send: (push: DemoPush) => Promise<Response>, at: Instant) => Promise<void>;
};

/** Makes them; nothing is pushed before somebody says where to. */
export function createDemoHooks({ id, now, settings, secret, write, validate }: DemoHooksOptions): DemoHooks {
  let address: string | null = null;
  const addressOn = (origin: string): string => `${origin}/hooks/${id}${secret === undefined ? '' : `/${secret}`}`;
  const sendTo =
    (to: string) =>
    ({ headers, body }: DemoPush): Promise<Response> =>
      fetch(to, { method: 'POST', headers, body });
  return {
    settings,
    addressOn,
    write: (call) => write(call, now()),
    async pushTo(origin) {
      const wanted = addressOn(origin);
      await validate?.(sendTo(wanted), now());
      address = wanted;
    },
    async callEnded(call) {
      if (address === null) return;
      const { status } = await sendTo(address)(write(call, now()));
      if (status !== 200) throw new Error(`the demo pushed a call of ${id}, and was answered with status ${status}`);
    },
  };
}
