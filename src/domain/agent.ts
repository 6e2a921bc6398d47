/** A person who answers or makes calls. A row that only names its agent leaves the rest undefined, to be joined. */
export type Agent = {
  readonly provider: string;
  readonly nativeId: string;
  readonly displayName: string | null;
  readonly email: string | null;
  readonly extension: string | null;
  readonly isActive: boolean | null;
};

/** An agent as a call names it: always the id, sometimes more. What is absent is not known until the directory is asked. */
export type AgentMention = Pick<Agent, 'provider' | 'nativeId'> & Partial<Agent>;
