import type { Provider } from '../domain/provider.ts';
import type { ProviderTools } from './provider-tools.ts';

/** A kind of provider: the settings it wants, and the factory that makes one of them. */
export type ProviderModule<Settings> = {
  readonly create: (settings: Settings, tools: ProviderTools) => Provider;
};
