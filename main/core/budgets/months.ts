/**
 * The month that a ceiling of money is for: a calendar month of UTC, for it is by UTC days that X decides what it charges
 * only once (docs.x.com/x-api/getting-started/pricing).
 */
export function monthOf(now: number): { readonly from: number; readonly to: number } {
  const date = new Date(now);
  const [year, month] = [date.getUTCFullYear(), date.getUTCMonth()];
  return { from: Date.UTC(year, month, 1), to: Date.UTC(year, month + 1, 1) };
}
