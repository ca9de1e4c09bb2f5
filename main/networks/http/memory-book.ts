/** A book of budgets that lasts as long as the program: for tests, and for calls on nobody's behalf. */
import type { BudgetBook, SaidLimit, Use, UseKind } from '../../core/ports/budgets.ts';

export function memoryBook(): BudgetBook {
  const limits = new Map<string, SaidLimit>();
  const used: (Use & { readonly owner: string; readonly kind: UseKind })[] = [];
  const key = (owner: string, host: string, bucket: string): string => `${owner} ${host} ${bucket}`;
  const uses: BudgetBook['uses'] = (owner, kind, after) =>
    used.filter((use) => use.owner === owner && use.kind === kind && use.at > after);
  return {
    said: (owner, host, bucket) => limits.get(key(owner, host, bucket)) ?? null,
    lowLimits: (owner) =>
      [...limits.values()].filter(
        (limit) => limit.owner === owner && (limit.most === null || limit.remaining <= limit.most / 2),
      ),
    keepSaid: (limit) => void limits.set(key(limit.owner, limit.host, limit.bucket), limit),
    uses,
    used: (owner, kind, after) => uses(owner, kind, after).reduce((sum, { amount }) => sum + amount, 0),
    use: (owner, kind, use) => void used.push({ owner, kind, ...use }),
  };
}
