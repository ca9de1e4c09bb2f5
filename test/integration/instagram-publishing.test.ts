/** Publishing to the pretend Instagram, which fetches the files itself: what goes out, and answers that were lost. */
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import type { FaultEffect } from '../../main/rehearsal/faults.ts';
import {
  lookFor,
  type MetaWorld,
  planned,
  type Planned,
  startMetaWorld,
  testJpeg,
  testVideo,
  walk,
} from '../helpers/meta-account.ts';
import { type LinkedAccount, performStep, publishWhole, type TestPicture } from '../helpers/network-account.ts';

const me = '17841400000000042';
const publishPath = `/v26.0/${me}/media_publish`;
let meta: MetaWorld;
let account: LinkedAccount;
let pictures: readonly TestPicture[];
beforeAll(async () => {
  meta = await startMetaWorld('instagram');
  pictures = await Promise.all([testJpeg('#889', 'Fog over the harbour'), testJpeg('#247', 'The sea', 400, 300)]);
});
beforeEach(async () => {
  account = await meta.link();
});
afterEach(() => meta.world.calm());
afterAll(() => meta.stop());

const plan = (what: Planned) => planned(meta.connector(), account, meta.files, what);
const onePicture = (text = `One ${crypto.randomUUID()}`) => plan({ text, pictures: pictures.slice(0, 1) });
const faultOn = (path: string, kind: FaultEffect['kind'], method = 'POST') =>
  meta.world.fault({ network: 'instagram', method, path, times: 1, effect: { kind } as FaultEffect });

describe('what goes out to Instagram', () => {
  it('is one picture with its very bytes, alt text and caption', async () => {
    const publishing = onePicture('Fog & cranes #kiel +1 = 😀');
    const post = await publishWhole(publishing);
    const [{ picture }] = pictures as readonly [TestPicture];
    expect(await meta.receivedWith(publishing.content.text)).toMatchObject([
      {
        id: post.remoteId,
        url: post.url,
        visibility: 'public',
        media: [{ sha256: picture.sha256, altText: picture.altText }],
      },
    ]);
    expect(await (await fetch(post.url)).text()).toContain('Fog &amp; cranes');
    expect(meta.files.agents.every((agent) => agent.startsWith('facebookexternalhit/1.1'))).toBe(true);
    expect(meta.files.fetchesOf(`/${picture.sha256}`)).toBe(1);
  });

  it('is several pictures in their order', async () => {
    const publishing = plan({ text: `Two ${crypto.randomUUID()}`, pictures });
    await publishWhole(publishing);
    const media = pictures.map(({ picture: { sha256, altText } }) => ({ sha256, altText }));
    expect(await meta.receivedWith(publishing.content.text)).toMatchObject([{ media }]);
  });

  it('is a video as a reel, which is fetched while it is waited for', async () => {
    const video = testVideo('');
    const publishing = plan({ text: `Reel ${crypto.randomUUID()}`, video });
    await meta.world.mood('instagram', { processingMs: 700 });
    const post = await publishWhole(publishing);
    expect(post.url).toContain('/reel/');
    const media = [{ sha256: video.video.sha256, mimeType: 'video/mp4' }];
    expect(await meta.receivedWith(publishing.content.text)).toMatchObject([{ media }]);
  });

  it('is read back as it was sent', async () => {
    const before = await meta.connector().read?.posts(null, account.call);
    const publishing = plan({ text: `Back ${crypto.randomUUID()}`, pictures });
    const post = await publishWhole(publishing);
    const after = await meta.connector().read?.posts(before?.cursor ?? null, account.call);
    expect(after?.posts).toMatchObject([
      {
        remoteId: post.remoteId,
        url: post.url,
        text: publishing.content.text,
        pictures: [{ altText: 'Fog over the harbour' }, { altText: 'The sea' }],
      },
    ]);
  });

  it('is nothing when a file has no public address', async () => {
    const { address: _, ...publishing } = onePicture();
    const { outcome } = await walk(publishing);
    expect(outcome).toMatchObject({ kind: 'refused', problem: { code: 'needs_public_address' } });
  });

  it('is nothing that is not public', async () => {
    const publishing = onePicture();
    const { outcome } = await walk({ ...publishing, content: { ...publishing.content, audience: 'followers' } });
    expect(outcome).toMatchObject({ kind: 'refused', problem: { code: 'content_rejected' } });
  });
});

describe('an answer of Instagram that was lost', () => {
  it.each([
    ['dropAfterAccept', 'found'],
    ['malformedJson', 'found'],
    ['dropBeforeAccept', 'absent'],
    ['htmlInsteadOfJson', 'absent'],
    ['status5xx', 'absent'],
  ] as const)('to publishing (%s) is settled by asking the container: %s', async (kind, there) => {
    const publishing = onePicture();
    await faultOn(publishPath, kind);
    const walked = await walk(publishing);
    expect([walked.step.name, walked.outcome.kind]).toEqual(['post', 'unknown']);
    const found = await lookFor(publishing, walked);
    expect(found.kind).toBe(there);
    if (found.kind === 'found') {
      const [delivered] = await meta.receivedWith(publishing.content.text);
      expect(found).toEqual({
        kind: 'found',
        post: { remoteId: delivered?.id, url: delivered?.url },
        result: { id: delivered?.id },
      });
    } else {
      expect((await walk(publishing, undefined, walked.results)).outcome.kind).toBe('accepted');
    }
    expect(await meta.receivedWith(publishing.content.text)).toHaveLength(1);
  });

  it('to making a container is made up for by another one, which nobody sees', async () => {
    const publishing = onePicture();
    await faultOn(`/v26.0/${me}/media`, 'dropAfterAccept');
    const lost = await walk(publishing);
    expect([lost.step, lost.outcome.kind]).toEqual([{ name: 'picture-1', safety: 'repeat' }, 'unknown']);
    expect((await walk(publishing, undefined, lost.results)).outcome.kind).toBe('accepted');
    expect(await meta.receivedWith(publishing.content.text)).toHaveLength(1);
  });

  it('does not publish a container a second time, whoever asks', async () => {
    const publishing = onePicture();
    await faultOn(publishPath, 'dropAfterAccept');
    const lost = await walk(publishing);
    const again = await performStep(publishing, lost.step, lost.results);
    expect(again).toMatchObject({ kind: 'unknown' });
    expect((await lookFor(publishing, lost)).kind).toBe('found');
    expect(await meta.receivedWith(publishing.content.text)).toHaveLength(1);
  });

  it('to the address of the post leaves it published', async () => {
    const publishing = onePicture();
    await meta.world.fault({
      network: 'instagram',
      method: 'GET',
      path: '/v26.0/179*',
      times: 3,
      effect: { kind: 'dropAfterAccept' },
    });
    const { outcome } = await walk(publishing);
    expect(outcome).toMatchObject({
      kind: 'accepted',
      post: { url: `${meta.world.rehearsal.base('instagram-www')}/mara.photo/` },
    });
  });

  it('cannot be told apart from an older post of the same words', async () => {
    const publishing = onePicture();
    await publishWhole(publishing);
    await faultOn(publishPath, 'dropAfterAccept');
    const lost = await walk({ ...publishing, startedAt: Date.now() });
    expect(await lookFor(publishing, lost)).toEqual({ kind: 'cannot_tell', problem: { code: 'unknown' } });
    const first = (await meta.receivedWith(publishing.content.text))[0]?.id;
    const input = { ...publishing, step: lost.step, results: lost.results, isKnown: (id: string) => id === first };
    expect((await meta.connector().publish?.find(input, account.call))?.kind).toBe('found');
  });
});
