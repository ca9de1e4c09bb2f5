/** The sample person changes her posts and takes them away: what each pretend network answers then, of one post and of all. */
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { callFor, linkedAccount } from '../../main/core/core.ts';
import type { SourceChange } from '../../main/rehearsal/changing.ts';
import type { SourceNetwork } from '../../main/rehearsal/publishing.ts';
import { partsChanged, revisionOf } from '../../main/core/sync/revision.ts';
import { type EngineWorld, startEngineWorld } from '../helpers/engine-world.ts';

let world: EngineWorld;
beforeAll(async () => {
  world = await startEngineWorld();
});
afterAll(() => world.stop());

/** What a person can change there, and what of a post is another one then. */
const changes: readonly (readonly [SourceNetwork, SourceChange, readonly string[]])[] = [
  ['instagram', { text: 'Other', altTexts: ['Other alt text'] }, ['text', 'alt_texts']],
  ['threads', { text: 'Other' }, ['text']],
  ['mastodon', { text: 'Other', warning: 'Heights' }, ['text', 'sensitive', 'warning']],
  ['pixelfed', { visibility: 'private' }, ['audience']],
  ['bluesky', { text: 'Other' }, ['text']],
  ['facebook', { text: 'Other', visibility: 'private' }, ['text', 'audience']],
  ['youtube', { text: 'Other title\n\nOther words', visibility: 'unlisted' }, ['text', 'audience']],
  ['x', { visibility: 'private' }, ['audience']],
];

describe.each(changes)('%s', (network, change, parts) => {
  test('shows a post as it was changed, and neither alone nor among the others one that was removed', async () => {
    const { read } = world.networks.connector(network);
    const id = await world.link(network);
    const call = callFor(world.core, linkedAccount(world.core, id), new AbortController().signal);
    const isVideo = network === 'youtube';
    const pictures = isVideo ? [] : [{ scene: 'fog-harbour', altText: 'Fog' } as const];
    const video = isVideo ? { video: { name: 'town-pan', altText: '' } as const } : {};
    const remoteId = await world.networks.publish({ network, text: 'Words\n\nMore words', pictures, ...video });
    const before = await read?.post?.(remoteId, call);
    if (before === null || before === undefined) throw new Error('It was just made');
    expect(partsChanged(revisionOf(before), revisionOf(before))).toEqual([]);
    await world.networks.change(network, remoteId, change);
    const now = await read?.post?.(remoteId, call);
    expect(now && partsChanged(revisionOf(before), revisionOf(now))).toEqual(parts);
    const listed = (await read?.posts(null, call))?.posts.find((post) => post.remoteId === remoteId);
    expect(listed && now && partsChanged(revisionOf(listed), revisionOf(now))).toEqual([]);
    await world.networks.remove(network, remoteId);
    expect(await read?.post?.(remoteId, call)).toBeNull();
    expect((await read?.posts(null, call))?.posts.some((post) => post.remoteId === remoteId)).toBe(false);
  });
});

test('what a network does not let a person do is refused: words on TikTok, the audience of a status on Mastodon', async () => {
  const video = { name: 'town-pan', altText: '' } as const;
  const onTiktok = await world.networks.publish({ network: 'tiktok', text: 'Words', video });
  await expect(world.networks.change('tiktok', onTiktok, { text: 'Other' })).rejects.toThrow('409');
  const onMastodon = await world.networks.publish({ network: 'mastodon', text: 'Words' });
  await expect(world.networks.change('mastodon', onMastodon, { visibility: 'private' })).rejects.toThrow('409');
  await expect(world.networks.remove('mastodon', 'nobody')).rejects.toThrow('404');
});
