const prices = new WeakMap<Request, number>();

/** Remembers what the operation of a request may cost, once it is counted. */
export const notePrice = (request: Request, points: number): void => void prices.set(request, points);

/** What the operation of a request may cost; 0 for one that was not counted. */
export const priceOf = (request: Request): number => prices.get(request) ?? 0;
