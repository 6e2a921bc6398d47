import { inSpan } from '../../telemetry/spans.ts';
import type { Engine } from './engine.ts';
import { StoreError, type StoreErrorKind } from './store-error.ts';

/** Told of what is asked of the store. */
export type StoreWatch = {
  /** A question begins. What comes back says what became of it. */
  asked(kind: StoreQuestion): (outcome: StoreOutcome) => void;
};

export type StoreQuestion = 'read' | 'write' | 'scrub';
/** What fails by itself, or because of who asks, is `failed`. */
export type StoreOutcome = 'ok' | StoreErrorKind | 'failed';

/** An engine whose questions are watched, and traced where somebody waits for them. */
export function withWatch(engine: Engine, watch: StoreWatch): Engine {
  const watched = async <Result>(kind: StoreQuestion, ask: () => Promise<Result>): Promise<Result> => {
    const answered = watch.asked(kind);
    try {
      const result = await inSpan(
        `store ${kind}`,
        { kind: 'client', attributes: { 'db.system.name': NAMES[engine.kind] } },
        ask,
      );
      answered('ok');
      return result;
    } catch (error) {
      answered(error instanceof StoreError ? error.kind : 'failed');
      throw error;
    }
  };
  return {
    ...engine,
    read: (statements) => watched('read', () => engine.read(statements)),
    write: (work) => watched('write', () => engine.write(work)),
    scrub: () => watched('scrub', () => engine.scrub()),
  };
}

/** As OpenTelemetry names databases. */
const NAMES: Readonly<Record<Engine['kind'], string>> = {
  memory: 'sqlite',
  sqlite: 'sqlite',
  postgres: 'postgresql',
};
