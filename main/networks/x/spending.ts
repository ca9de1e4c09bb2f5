/** What reading and deleting cost: written down as it happens. What publishing costs is known before (`price`). */
import { ownerOf } from '../../core/ports/budgets.ts';
import type { AccountCall } from '../../core/ports/network.ts';
import type { NetworkContext } from '../network.ts';

const dayMs = 24 * 60 * 60_000;

/** What was charged today, by UTC, for each account: a restart forgets it, and then counts rather too much. */
const charged = new WeakMap<NetworkContext, Map<string, { readonly day: number; readonly resources: Set<string> }>>();

/** X bills a resource that it hands out once in a day. */
export function chargeOnce(
  price: number,
  resources: readonly string[],
  { account }: AccountCall,
  context: NetworkContext,
): void {
  const at = context.now();
  const day = Math.floor(at / dayMs);
  const owner = ownerOf(account);
  const all = charged.get(context) ?? new Map();
  charged.set(context, all);
  const known = all.get(owner);
  const today = known?.day === day ? known : { day, resources: new Set<string>() };
  all.set(owner, today);
  const fresh = [...new Set(resources)].filter((resource) => !today.resources.has(resource));
  for (const resource of fresh) today.resources.add(resource);
  if (fresh.length > 0) context.budgets.use(owner, 'money', { at, amount: price * fresh.length });
}

export function charge(price: number, { account }: AccountCall, context: NetworkContext): void {
  context.budgets.use(ownerOf(account), 'money', { at: context.now(), amount: price });
}
