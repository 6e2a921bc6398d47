import { compareText } from './call-session.ts';

type Named = { readonly nativeId: string };

/** Each thing of one provider once; of several with one id, the last. */
export const onceById = <Thing extends Named>(things: readonly Thing[]): Thing[] => [
  ...new Map(things.map((thing) => [thing.nativeId, thing])).values(),
];

/** The same in the order in which directories are listed. */
export const inOrderOfId = <Thing extends Named>(things: readonly Thing[]): Thing[] =>
  onceById(things).sort((a, b) => compareText(a.nativeId, b.nativeId));
