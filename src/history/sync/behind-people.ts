import { waitingAs } from '../../time/waiting-as.ts';

/**
 * Runs what the sync asks of a vendor: in the vendor's line it stands behind everybody who waits for an answer, and it draws
 * no more than its share. `onAsked` is told of each request.
 */
export const behindPeople = <Result>(
  share: number,
  run: () => Promise<Result>,
  onAsked: () => void,
): Promise<Result> => {
  const way = { asking: <Value>(_provider: string, ask: () => Promise<Value>) => ask(), stood() {}, asked: onAsked };
  return waitingAs({ caller: 'sync', urgency: 'sync', share, way }, run);
};
