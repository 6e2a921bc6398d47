import type { AdmissionStatus } from '../../../src/server/admission/create-admission.ts';

/** How many requests have a place anywhere: those that are worked on, that wait, and that are at vendors. */
export const inFlight = ({ inFlight: working, waiting, waitingForVendors, vendors }: AdmissionStatus): number =>
  working + waiting + waitingForVendors + Object.values(vendors).reduce((sum, { inFlight: own }) => sum + own, 0);
