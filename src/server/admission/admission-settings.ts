import { z } from 'zod';

/** How much the server takes on. */
export const admissionSettings = z
  .strictObject({
    maxInFlight: z
      .int()
      .min(1)
      .default(64)
      .describe('Requests that are worked on at a time, those apart that wait for vendors.'),
    maxInFlightPerCaller: z.int().min(1).default(32).describe('The same, of one caller.'),
    maxWaiting: z
      .int()
      .min(1)
      .default(1000)
      .describe('Requests that may wait to be begun; half of them of one caller.'),
    maxWaitMs: z
      .int()
      .min(100)
      .max(60_000)
      .default(5000)
      .describe(
        'The longest that a request is expected to wait before it is begun; others are refused within a second.',
      ),
    requestsPerMinute: z.int().min(1).optional().describe('Requests of one caller a minute. Any number when left out.'),
    costPerMinute: z
      .int()
      .min(100)
      .optional()
      .describe(
        'What the requests of one caller may cost a minute, counted as for server.limits.maxCost. No bound when left out.',
      ),
  })
  .prefault({});

export type AdmissionSettings = z.infer<typeof admissionSettings>;
