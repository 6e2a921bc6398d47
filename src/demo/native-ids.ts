import { createHash } from 'node:crypto';
import type { DemoKind } from './call-source.ts';

/** The id a vendor gives to the call at an index of its source: one place, since vendors write down each other's ids. */
export const nativeIdOf = (kind: DemoKind, index: number): string => NATIVE_IDS[kind](index);

const PAST_DOUBLES = 9_007_199_254_740_993n;

const NATIVE_IDS: Readonly<Record<DemoKind, (index: number) => string>> = {
  // A row is written when its call ends, so ids come near the order of starts and never quite in it.
  bitrix24: (index) => String(1000 + (index ^ 3)),
  callgear: (index) => (index % 11 === 5 ? String(PAST_DOUBLES + BigInt(index * 2)) : String(3_360_200_000 + index)),
  voximplant: (index) => (index % 7 === 4 ? String(PAST_DOUBLES + BigInt(index * 2)) : String(4_202_760_000 + index)),
  'zoom-contact-center': (index) => createHash('sha256').update(`engagement ${index}`).digest('base64url').slice(0, 22),
};
