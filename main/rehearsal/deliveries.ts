import type { RehearsedNetwork } from './faults.ts';
import { deliverySchema, type NewDelivery, type Store } from './state.ts';

/** Notes a post that an app made through an API, and has the state written. */
export function recordDelivery(store: Store, delivery: NewDelivery): void {
  store.state().deliveries.push(deliverySchema.parse(delivery));
  store.changed();
}

/** Notes that a delivered post was deleted again; it stays in the list. */
export function markDeleted(store: Store, network: RehearsedNetwork, id: string, at: number): void {
  const delivery = store.state().deliveries.find((item) => item.network === network && item.id === id);
  if (delivery !== undefined) delivery.deletedAt = at;
  store.changed();
}
