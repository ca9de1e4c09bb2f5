/** Pre-paid credits, in millionths of a US dollar. A call that is refused costs nothing. */
import type { World } from '../world.ts';
import { page } from '../page.ts';
import type { Answer } from '../server.ts';

export const prices = {
  /** Of one's own, in an app of one's own. */
  postRead: 1_000,
  userRead: 10_000,
  create: 15_000,
  createWithLink: 200_000,
  remove: 10_000,
  metadata: 5_000,
} as const;

export function charge({ store }: World, price: number): void {
  store.state().x.credits -= price;
  store.changed();
}

/** The same resource costs once in a day, by UTC. */
export function chargeOnce(world: World, price: number, resources: readonly string[]): void {
  const { x } = world.store.state();
  const day = new Date(world.now()).toISOString().slice(0, 10);
  if (x.billed.day !== day) x.billed = { day, resources: [] };
  const fresh = resources.filter((resource) => !x.billed.resources.includes(resource));
  x.billed.resources.push(...fresh);
  charge(world, price * fresh.length);
}

/** What the person sees at the developer console. */
export function creditsPage({ store }: World): Answer {
  const dollars = (store.state().x.credits / 1_000_000).toFixed(3);
  const content = `<main><p class="rehearsal">Rehearsal – a pretend X</p><h1>Credits</h1><p>Left: <strong>${dollars} USD</strong></p></main>`;
  return page(200, 'en', 'Credits', content);
}
