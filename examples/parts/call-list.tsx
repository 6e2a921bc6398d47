import type { ReactNode } from 'react';

/** What a list of calls lacks, and of whom. */
export type Problem = { readonly provider: { readonly name: string }; readonly message: string };

/** A list of calls that grows. What any of its pages lacked stays above it. */
export function CallList({
  problems,
  readMore,
  children,
}: {
  readonly problems: readonly Problem[];
  /** Null at the end of the list, and while a page is on its way. */
  readonly readMore: (() => void) | null;
  readonly children: ReactNode;
}) {
  // A phone system may lack several things, and many pages the same.
  const missing = new Set(problems.map(({ provider, message }) => `${provider.name}: ${message}`));
  return (
    <main>
      <h1>Calls</h1>
      {missing.size > 0 && (
        <section role="alert">
          <h2>Some calls are missing</h2>
          <ul>
            {[...missing].map((problem) => (
              <li key={problem}>{problem}</li>
            ))}
          </ul>
        </section>
      )}
      <ol>{children}</ol>
      <button type="button" disabled={readMore === null} onClick={readMore ?? undefined}>
        More calls
      </button>
    </main>
  );
}

type Recordings = readonly { readonly id: string; readonly url?: string | null | undefined }[] | null | undefined;

/** Links to the recordings of a call, which come after it. */
export function RecordingLinks({ recordings }: { readonly recordings: Recordings }) {
  if (recordings === undefined) return <span>…</span>;
  return (recordings ?? []).map(
    ({ id, url }) =>
      url != null && (
        <a key={id} href={url}>
          Listen
        </a>
      ),
  );
}
