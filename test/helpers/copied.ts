/** Posts of Pixelfed that were copied elsewhere and change afterwards. */
import { expect } from 'vitest';
import type { ApprovalRequest } from '../../contract/api.ts';
import type { NetworkId, PostId } from '../../contract/model.ts';
import type { CopyOffer, OfferView } from '../../contract/offers.ts';
import { approve, skip } from '../../main/core/crosspost/decide.ts';
import { agreeToUpdate } from '../../main/core/crosspost/offers.ts';
import { offerView } from '../../main/core/offer-views.ts';
import type { CrosspostRecord } from '../../main/core/ports/records.ts';
import { createRoute } from '../../main/core/routes.ts';
import { undoMs } from '../../main/core/schedule/when.ts';
import type { SourceChange } from '../../main/rehearsal/changing.ts';
import { current, type EngineWorld, publishOnSource, startEngineWorld } from './engine-world.ts';

export const minute = 60_000;
export type Destination = Extract<NetworkId, 'mastodon' | 'bluesky' | 'facebook' | 'linkedin'>;
/** A post and its copies, which are out. */
export interface Copied {
  readonly postId: PostId;
  readonly remoteId: string;
  readonly copies: readonly CrosspostRecord[];
}

export async function startCopiedWorld(destinations: readonly Destination[]): Promise<EngineWorld> {
  const world = await startEngineWorld();
  const source = await world.link('pixelfed');
  for (const network of destinations) createRoute(world.core, source, await world.link(network), 'review');
  await world.work();
  return world;
}

let count = 0;
/** A post that is carried to these, and nowhere else. */
export async function copyTo(world: EngineWorld, ...to: readonly Destination[]): Promise<Copied> {
  count += 1;
  const { read } = world.core.store;
  const text = `Post ${count}, which has words enough to be told from every other one of its kind ${count}`;
  await publishOnSource(world, { network: 'pixelfed', text, pictures: [{ scene: 'fog-harbour', altText: 'Fog' }] });
  await world.pass(6 * minute);
  const waiting = read.crosspostsInState('waiting', 50);
  const isWanted = ({ accountId }: CrosspostRecord): boolean =>
    to.some((network) => network === read.account(accountId)?.network);
  const others = waiting.filter((crosspost) => !isWanted(crosspost)).map(({ id }) => id);
  if (others.length > 0) skip(world.core, others);
  approve(world.core, waiting.filter(isWanted));
  await world.pass(undoMs);
  const copies = waiting.filter(isWanted).map(({ id }) => current(world, id));
  expect(copies.map(({ state }) => state)).toEqual(to.map(() => 'published'));
  const postId = copies[0]?.postId as PostId;
  return { postId, copies, remoteId: read.post(postId)?.remoteId ?? '' };
}

/** Changes the original and lets the next look come; answers what is offered then. */
export async function changeOriginal(
  world: EngineWorld,
  { postId, remoteId }: Copied,
  change: SourceChange,
): Promise<OfferView | null> {
  await world.networks.change('pixelfed', remoteId, change);
  world.core.store.write((write) => write.setNextLook(postId, 1));
  await world.pass(16 * minute);
  return offerView(world.core, postId);
}

export function copyOn(offer: OfferView | null, network: Destination): CopyOffer {
  const copy = offer?.copies.find((candidate) => candidate.network === network);
  if (copy === undefined) throw new Error(`No copy on ${network}`);
  return copy;
}

/** A yes to all that can be brought up to date. */
export function yesToAll(offer: OfferView | null): readonly ApprovalRequest[] {
  return (offer?.copies ?? []).flatMap(({ id, stays, afterHash }) =>
    stays === null && afterHash !== null ? [{ id, contentHash: afterHash }] : [],
  );
}

export async function update(
  world: EngineWorld,
  { postId }: Copied,
  approvals: readonly ApprovalRequest[],
): Promise<void> {
  agreeToUpdate(world.core, { postId, answer: 'update', approvals });
  await world.work();
}

/** What the copies say at a network; nothing of those that are gone. */
export async function textsOn(
  { core, networks }: EngineWorld,
  network: Destination,
  { copies }: Copied,
): Promise<readonly string[]> {
  const ids = copies.flatMap(({ id }) => core.store.read.outputs(id)).map(({ remoteId }) => remoteId);
  const there = await networks.received(network);
  return there.filter(({ id, deletedAt }) => deletedAt === null && ids.includes(id)).map(({ text }) => text);
}

export async function requestsOf({ networks }: EngineWorld, network: Destination, method: string): Promise<number> {
  return (await networks.requests(network)).filter((request) => request.method === method).length;
}
