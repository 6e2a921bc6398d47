import type { HttpRequest } from './http.ts';

/** Told of what is asked of vendors, as it happens. */
export type Traffic = {
  /** A request has ended, well or not. */
  asked(request: {
    readonly provider: string;
    readonly purpose: HttpRequest['purpose'];
    /** `ok`, `abandoned` where nobody waits any more, or the kind of what went wrong. */
    readonly outcome: string;
    readonly isRetry: boolean;
    readonly seconds: number;
  }): void;
  /** A request has waited for its turn within a vendor's limit, or was refused one. */
  waited(wait: {
    readonly provider: string;
    readonly budget: string;
    readonly seconds: number;
    readonly wasRefused: boolean;
  }): void;
};
