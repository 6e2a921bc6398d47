import { ProviderError } from '../domain/provider-error.ts';

/**
 * Runs tasks side by side. A failure stays with its task while others succeed; when all fail, or the caller goes away,
 * it is thrown.
 */
export async function collectFailures<Task>(
  tasks: readonly Task[],
  run: (task: Task) => Promise<void>,
  noteFailure: (task: Task, error: ProviderError) => void,
): Promise<void> {
  let failures = 0;
  await Promise.all(
    tasks.map((task) =>
      run(task).catch((error: unknown) => {
        if (!(error instanceof ProviderError)) throw error;
        failures += 1;
        if (failures === tasks.length) throw error;
        noteFailure(task, error);
      }),
    ),
  );
}
