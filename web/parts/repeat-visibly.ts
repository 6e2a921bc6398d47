/** Does something again and again while somebody can see the page, and at once when it is seen again. Answers with the way to stop. */
export function repeatVisibly(periodMs: number, work: () => void): () => void {
  const workVisibly = (): void => {
    if (document.visibilityState === 'visible') work();
  };
  const timer = setInterval(workVisibly, periodMs);
  document.addEventListener('visibilitychange', workVisibly);
  return () => {
    clearInterval(timer);
    document.removeEventListener('visibilitychange', workVisibly);
  };
}
