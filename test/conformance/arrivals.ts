/** What has to be true of a crosspost that has come to rest. */
import { expect } from 'vitest';
import { isOneOf } from '../../main/core/sync/own-output.ts';
import type { CrosspostRecord } from '../../main/core/ports/records.ts';
import { type ConformanceWorld } from './world.ts';

const partsOf = ({ content }: CrosspostRecord): number => 1 + content.thread.length;

/** Everything that was approved is there, once: words, files to the byte, alt texts. */
export async function expectWhole(world: ConformanceWorld, crosspost: CrosspostRecord, marker: string): Promise<void> {
  const arrived = await world.arrived(marker);
  expect(arrived).toHaveLength(partsOf(crosspost));
  const { text, thread, pictures, video } = crosspost.content;
  // Each part of a thread goes on from the one before it.
  expect(arrived.map(({ replyTo }) => replyTo)).toEqual([null, ...arrived.slice(0, -1).map(({ id }) => id)]);
  if (arrived.every(({ visibility }) => visibility !== 'draft')) {
    expect(arrived.map((one) => one.text)).toEqual([text, ...thread]);
  }
  const files = [...pictures, ...(video === null ? [] : [video])];
  expect(arrived[0]?.media.map(({ sha256 }) => sha256)).toEqual(files.map(({ sha256 }) => sha256));
  const said = world.connector.notices(crosspost.content, world.limits()).map(({ code }) => code);
  if (world.limits().altText > 0 && !said.includes('alt_text_not_taken')) {
    expect(arrived[0]?.media.map(({ altText }) => altText)).toEqual(files.map(({ altText }) => altText));
  }
}

/**
 * What of it comes back when the account is read (not drafts, nor replies everywhere) has words by which it would be known if its
 * id were not.
 */
export async function expectKnownAgain(
  world: ConformanceWorld,
  crosspost: CrosspostRecord,
  marker: string,
): Promise<void> {
  const { connector, engine, call } = world;
  const isDraft = (await world.arrived(marker)).every(({ visibility }) => visibility === 'draft');
  if (connector.read === undefined || isDraft) return;
  const ids = engine.core.store.read.outputs(crosspost.id).map(({ remoteId }) => remoteId);
  const back = (await connector.read.posts(null, call())).posts.filter(({ remoteId }) => ids.includes(remoteId));
  expect(back.length).toBeGreaterThan(0);
  for (const post of back) expect(isOneOf([crosspost.content], post), JSON.stringify(post.text)).toBe(true);
}

/** Published and there once; refused and not there at all; or unknown, and then never more than once. */
export async function expectOnce(
  world: ConformanceWorld,
  crosspost: CrosspostRecord,
  marker: string,
  what: string,
): Promise<void> {
  const arrived = (await world.arrived(marker)).length;
  const said = `${what}: ${crosspost.state} ${JSON.stringify(crosspost.problem)}`;
  if (crosspost.state === 'published') expect(arrived, said).toBe(partsOf(crosspost));
  else if (crosspost.state === 'failed')
    expect(arrived, said).toBeLessThan(Math.max(1, crosspost.content.thread.length));
  else expect(arrived, said).toBeLessThanOrEqual(partsOf(crosspost));
  if (!world.mayLeaveOpen) expect(crosspost.state, said).not.toBe('unknown');
  if (crosspost.state !== 'published') expect(crosspost.problem, said).not.toBeNull();
}
