import { openReplicas } from '../../src/replicas/open-replicas.ts';
import { SILENT_LOG } from '../../src/transport/log.ts';
import { createBudget } from '../../src/transport/budget.ts';

/** What the process is told as its arguments: the database, and the limit of the one label. */
const [url = '', points = '', perSeconds = ''] = process.argv.slice(2);

// Three wait at a time, and each says when it was let in.
const replicas = await openReplicas({ url, log: SILENT_LOG });
const rates = { light: { points: Number(points), perSeconds: Number(perSeconds) } };
const budget = createBudget({ rates }, replicas.shareAccount('sample portal').budget);
const draw = async (): Promise<void> => {
  for (;;) {
    const pass = await budget.enter('light', new AbortController().signal);
    process.stdout.write(`${performance.timeOrigin + performance.now()}\n`);
    pass.answered();
  }
};
await Promise.all([draw(), draw(), draw()]);
