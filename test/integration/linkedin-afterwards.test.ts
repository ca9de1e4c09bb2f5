/** Changing, deleting and stopping, against the pretend LinkedIn. */
import { afterAll, afterEach, beforeAll, describe, expect, it } from 'vitest';
import { failureOf } from '../helpers/http-client.ts';
import { contentOf, type LinkedAccount, performStep, type TestPicture } from '../helpers/network-account.ts';
import {
  deliveriesOf,
  type LinkedinWorld,
  planOf,
  publishAll,
  resultsUpTo,
  startLinkedin,
  stepNamed,
  twoPictures,
} from './linkedin-setup.ts';

let world: LinkedinWorld;
let account: LinkedAccount;
let pictures: readonly TestPicture[];
beforeAll(async () => {
  world = await startLinkedin();
  account = await world.link();
  pictures = await twoPictures();
});
afterEach(() => world.calm());
afterAll(() => world.stop());

const plan = (text: string, more: Parameters<typeof planOf>[3] = {}) => planOf(world.linkedin, account, text, more);

describe('afterwards', () => {
  it('the text can be changed, and nothing else', async () => {
    const published = plan('Before', { pictures });
    const post = await publishAll(world, published);
    const content = { ...published.content, text: `After (all) #fog ${crypto.randomUUID()}` };
    const edit = async (changed: typeof content) =>
      world.linkedin.publish?.edit?.({ post, content: changed, before: published.content }, account.call);
    expect(await edit(content)).toEqual(post);
    expect(await deliveriesOf(world, { ...published, content })).toMatchObject([{ id: post.remoteId }]);
    const described = content.pictures.map((picture) => ({ ...picture, altText: 'Other' }));
    expect((await failureOf(edit({ ...content, pictures: described }))).problem.code).toBe('content_rejected');
    expect((await failureOf(edit({ ...content, text: 'x'.repeat(3001) }))).problem.code).toBe('content_rejected');
  });

  it('the post can be deleted, twice too, and not changed any more', async () => {
    const published = plan('Gone soon');
    const post = await publishAll(world, published);
    const remove = () => world.linkedin.publish?.remove?.(post, account.call);
    await remove();
    await remove();
    expect((await deliveriesOf(world, published))[0]?.deletedAt).not.toBeNull();
    const input = { post, content: contentOf('Late'), before: published.content };
    const late = Promise.resolve(world.linkedin.publish?.edit?.(input, account.call));
    expect((await failureOf(late)).problem.code).toBe('not_found');
  });

  it('a deletion that LinkedIn did not hear is no deletion', async () => {
    const post = await publishAll(world, plan('Stays'));
    const effect = { kind: 'htmlInsteadOfJson' } as const;
    await world.fault({ network: 'linkedin', method: 'DELETE', path: '/rest/posts/*', times: 1, effect });
    const removal = Promise.resolve(world.linkedin.publish?.remove?.(post, account.call));
    expect((await failureOf(removal)).problem.code).toBe('bad_answer');
  });
});

describe('stopping', () => {
  it('before the post sends nothing', async () => {
    const stopped = new AbortController();
    const sent = plan('Stopped');
    const results = await resultsUpTo(world, sent, 'post');
    const before = world.asked.length;
    stopped.abort();
    const call = { ...account.call, signal: stopped.signal };
    expect((await performStep({ ...sent, call }, stepNamed(sent, 'post'), results)).kind).toBe('refused');
    expect(world.asked).toHaveLength(before);
  });

  it('ends the moment that pictures are given, at once', async () => {
    const stopped = new AbortController();
    const sent = plan('Waiting', { pictures });
    const results = {
      ...(await resultsUpTo(world, sent, 'pictures-ready')),
      'picture-2': { image: 'urn:li:image:2', uploadedAt: world.clock.now },
    };
    const call = { ...account.call, signal: stopped.signal };
    const waiting = performStep({ ...sent, call }, stepNamed(sent, 'pictures-ready'), results);
    setImmediate(() => stopped.abort());
    expect((await waiting).kind).toBe('refused');
  });

  it('in the middle of an upload ends it, and nothing follows', async () => {
    const stopped = new AbortController();
    const sent = plan('Half way', { pictures });
    const call = { ...account.call, signal: stopped.signal };
    const connector = world.through((inner) => async (input, init) => {
      const isUpload = input instanceof Request && input.method === 'PUT';
      if (isUpload) stopped.abort();
      return inner(input, init);
    });
    const outcome = await performStep({ ...sent, call, connector }, stepNamed(sent, 'picture-1'), {});
    expect(outcome.kind).toBe('unknown');
    const before = world.asked.length;
    expect((await performStep({ ...sent, call, connector }, stepNamed(sent, 'picture-2'), {})).kind).toBe('refused');
    expect(world.asked).toHaveLength(before);
  });
});
