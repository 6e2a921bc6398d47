/** A user of user.get; which fields come depends on the webhook's scope. */
export type UserRow = {
  readonly [Field in 'ID' | 'NAME' | 'LAST_NAME' | 'EMAIL' | 'UF_PHONE_INNER' | 'ACTIVE']?: unknown;
};

/** A file of disk.file.get. DOWNLOAD_URL holds keys: it is used at once and never kept. */
export type FileRow = { readonly [Field in 'ID' | 'NAME' | 'SIZE' | 'DOWNLOAD_URL']?: unknown };

/** One method to run, with its parameters as the vendor names them. */
export type Command = { readonly method: string; readonly parameters: Parameters };
/** Parameters of a method; they may nest. */
export type Parameters = { readonly [name: string]: Parameter };
export type Parameter = string | number | readonly (string | number)[] | Parameters;

/** What a method answered. */
export type Answer = {
  readonly result: unknown;
  /** 0 where no count was asked for. */
  readonly total: number | null;
};
