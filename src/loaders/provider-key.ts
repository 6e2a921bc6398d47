/** Identity of whatever a provider has. */
export type ProviderKey = { readonly provider: string; readonly nativeId: string };

/** Names a key for a map; a provider's key has no space in it. */
export const keyText = ({ provider, nativeId }: ProviderKey): string => `${provider} ${nativeId}`;
