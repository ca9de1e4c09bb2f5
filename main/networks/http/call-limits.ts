/** How a network divides its calls into budgets, as data. */
import type { SlidingWindow } from '../../core/ports/budgets.ts';

export interface CallLimit {
  /** The name of the budget. */
  readonly bucket: string;
  /** Absent: any. */
  readonly method?: string;
  /** Matched against the path of the address. */
  readonly path: RegExp;
  /**
   * For a network that sends no headers: Crosstie counts these calls itself and stops before the limit. `each` is what one
   * of them uses. Absent: the network's headers say it.
   */
  readonly counted?: SlidingWindow & { readonly each: number };
  /** Whose budget it is; of the app all accounts share it. */
  readonly of: 'account' | 'app';
}
export type CallLimits = Readonly<Partial<Record<string, readonly CallLimit[]>>>;

/** The limits that a call falls under. The first names the budget that the answer's headers speak of. */
export function limitsFor(limits: CallLimits, network: string, method: string, path: string): readonly CallLimit[] {
  const all = limits[network] ?? [];
  return all.filter((limit) => (limit.method === undefined || limit.method === method) && limit.path.test(path));
}
