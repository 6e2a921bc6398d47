import { recordOf } from '../../../transport/read-wire.ts';

/** A record of Zoom's, before anything of it is believed. */
export type Row = Readonly<Record<string, unknown>>;

/** The vendor's record behind a call, a leg or a recording. */
export const rowOf = (holder: { readonly row?: unknown }): Row => recordOf(holder.row);

/** Whether a text may be an engagement id. Every documented one is sixteen bytes in base64url, 22 characters long. */
export const isNativeId = (text: string): boolean => /^[A-Za-z0-9_-]{22}(==)?$/.test(text);
