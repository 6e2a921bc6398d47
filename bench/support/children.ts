import { type ChildProcess, type Serializable, fork } from 'node:child_process';
import { join } from 'node:path';

/** Processes of a benchmark, which end with it. */
export type Children = {
  /** Starts a script of this folder. */
  fork(script: string): ChildProcess;
  end(): void;
};

export function createChildren(): Children {
  const children: ChildProcess[] = [];
  return {
    fork(script) {
      const child = fork(join(import.meta.dirname, script));
      children.push(child);
      return child;
    },
    end() {
      for (const child of children) child.kill();
    },
  };
}

/** Tells a process something, and gives its answer. */
export function tell<Answer>(child: ChildProcess, message: Serializable): Promise<Answer> {
  const answer = new Promise<Answer>((resolve, reject) => {
    const answered = (told: Serializable): void => {
      child.off('exit', reject);
      resolve(told as Answer);
    };
    child.once('message', answered).once('exit', reject);
  });
  child.send(message);
  return answer;
}
