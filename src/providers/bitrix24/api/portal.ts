/** The portal a row comes from. */
export type Portal = {
  readonly provider: string;
  readonly defaultCountry: string | null;
  /** Whether recordings may be fetched from an address. */
  readonly mayFetch: (url: string) => boolean;
};
