/**
 * What has been learned of vendors' accounts, and drawn from their limits. It outlives a provider: one that is made anew
 * with other settings goes on where the one before was.
 */
export type AccountMemory = ReturnType<typeof createAccountMemory>;

/** Remembers accounts for as long as the process lives. */
export function createAccountMemory() {
  const known = new Map<string, unknown>();
  return {
    /** The value of an account under a name; made where there is none yet, or out of the one before. */
    goOn<Value>(account: string, name: string, make: (before: Value | null) => Value): Value {
      const key = `${account} ${name}`;
      const value = make((known.get(key) as Value | undefined) ?? null);
      known.set(key, value);
      return value;
    },
  };
}
