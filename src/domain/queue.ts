/** A queue or group that calls wait in. */
export type Queue = { readonly provider: string; readonly nativeId: string; readonly name: string | null };
