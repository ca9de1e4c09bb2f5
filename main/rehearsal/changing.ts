/** What the sample person does later with a post of her own: changes it, or takes it away. */
import { z } from 'zod';
import { visibilities } from './mastodon/mastodon-state.ts';
import { pretendNetworks } from './networks.ts';
import { sourceNetworks } from './publishing.ts';
import type { Store } from './state.ts';

const which = { network: z.enum(sourceNetworks), id: z.string() };
export const removeRequestSchema = z.strictObject(which);
/** What is absent stays. */
export const changeRequestSchema = z.strictObject({
  ...which,
  text: z.string().optional(),
  visibility: z.enum(visibilities).optional(),
  warning: z.string().optional(),
  /** Of its pictures or its video, in order. */
  altTexts: z.array(z.string()).optional(),
});
type Named = z.infer<typeof removeRequestSchema>;
export type SourceChange = Omit<z.infer<typeof changeRequestSchema>, keyof Named>;

/** Answers whether the network lets a person do that with this post. */
export function changeSource(store: Store, now: number, { network, id, ...change }: Named & SourceChange): boolean {
  const isDone = sourceOf(network).change(store.state(), id, change, now);
  store.changed();
  return isDone;
}

/** Answers whether it was there. */
export function removeSource(store: Store, { network, id }: Named): boolean {
  const isDone = sourceOf(network).remove(store.state(), id);
  store.changed();
  return isDone;
}

function sourceOf(network: Named['network']) {
  const source = pretendNetworks.find(({ id }) => id === network)?.source;
  if (source === undefined) throw new Error(`Nobody can post on the pretend ${network}`);
  return source;
}
