/** An amount with all of its digits, in the viewer's spelling. */
export function formatMoney({
  amount,
  currency,
}: {
  readonly amount: string;
  readonly currency?: string | null;
}): string {
  const places = amount.split('.')[1]?.length ?? 0;
  // Two places at least, as prices are written; more where the provider sent more.
  const digits = { minimumFractionDigits: Math.max(2, places), maximumFractionDigits: Math.max(2, places) };
  const format = new Intl.NumberFormat(undefined, currency ? { style: 'currency', currency, ...digits } : digits);
  // As text: a number would lose digits.
  return format.format(amount as `${number}`);
}
