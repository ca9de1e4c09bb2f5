/** The pretend X, asked by a client that others wrote: so that it and the connector cannot share one misunderstanding. */
import { Agent } from 'node:http';
import sharp from 'sharp';
import { type ITwitterApiClientPlugin, TwitterApi } from 'twitter-api-v2';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { apps, person } from '../../main/rehearsal/people.ts';
import { consentInRehearsal, type RehearsalWorld, startRehearsalWorld } from '../helpers/rehearsal-world.ts';
import { sha256 } from './rehearsal-setup.ts';
import { videoBytes } from './rehearsal-x-setup.ts';

let world: RehearsalWorld;
beforeAll(async () => {
  world = await startRehearsalWorld();
});
afterAll(() => world.stop());

/** Sends the client, which knows X's address alone, to the pretend one. */
function here(): ITwitterApiClientPlugin {
  const base = world.rehearsal.base('x-api');
  return {
    onBeforeRequestConfig: ({ params }) => {
      params.url = params.url.replace('https://api.x.com', base);
    },
  };
}
const settings = () => ({ plugins: [here()], httpAgent: new Agent() });
const redirectUri = apps.x.redirectUri;
const scope = ['tweet.read', 'tweet.write', 'users.read', 'media.write', 'offline.access'] as const;

async function signedIn() {
  const anyone = new TwitterApi({ clientId: apps.x.clientId }, settings());
  const { url, codeVerifier, state } = anyone.generateOAuth2AuthLink(redirectUri, { scope: [...scope] });
  const page = url.replace('https://x.com', world.rehearsal.base('x-www'));
  const back = new URL(await consentInRehearsal(page, person.x.username));
  expect(back.searchParams.get('state')).toBe(state);
  const code = back.searchParams.get('code') ?? '';
  return anyone.loginWithOAuth2({ code, codeVerifier, redirectUri });
}

describe('twitter-api-v2 and the pretend X', () => {
  it('sign in, renew once, and take the token back', async () => {
    const first = await signedIn();
    expect(first).toMatchObject({ expiresIn: 7200, scope: [...scope] });
    expect((await first.client.v2.me({ 'user.fields': ['protected', 'verified_type'] })).data).toMatchObject({
      id: person.x.id,
      username: person.x.username,
      protected: false,
      verified_type: 'none',
    });
    const app = new TwitterApi({ clientId: apps.x.clientId }, settings());
    const second = await app.refreshOAuth2Token(first.refreshToken ?? '');
    expect((await second.client.v2.me()).data.name).toBe(person.displayName);
    await expect(app.refreshOAuth2Token(first.refreshToken ?? '')).rejects.toMatchObject({ code: 400 });
    await app.revokeOAuth2Token(second.accessToken);
    await expect(second.client.v2.me()).rejects.toMatchObject({ code: 401, isAuthError: true });
  });

  it('post a thread, delete it, and agree that the same words come once', async () => {
    const { client } = await signedIn();
    const thread = await client.v2.tweetThread(['A client’s first', 'and its second']);
    const [first, second] = thread.map(({ data }) => data.id);
    expect((await world.received('x')).slice(-2)).toMatchObject([
      { id: first, text: 'A client’s first', replyTo: null },
      { id: second, text: 'and its second', replyTo: first },
    ]);
    await expect(client.v2.tweet('A client’s first')).rejects.toMatchObject({
      code: 403,
      data: { detail: 'You are not allowed to create a Tweet with duplicate content.' },
    });
    expect((await client.v2.deleteTweet(first ?? '')).data.deleted).toBe(true);
    expect((await client.v2.tweets([first ?? ''])).errors?.[0]).toMatchObject({ title: 'Not Found Error' });
  });

  it('upload a picture with its alt text, whole and in pieces', async () => {
    const { client } = await signedIn();
    const create = { width: 40, height: 30, channels: 3, background: '#357' } as const;
    const png = await sharp({ create }).png().toBuffer();
    const { data } = await client.v2.post<{ data: { id: string } }>(
      'media/upload',
      { media: png.toString('base64'), media_category: 'tweet_image' },
      { forceBodyMode: 'json' },
    );
    await client.v2.createMediaMetadata(data.id, { alt_text: { text: 'A blue field' } });
    const made = await client.v2.tweet('A client’s picture', { media: { media_ids: [data.id] } });
    const delivery = (await world.received('x')).find(({ id }) => id === made.data.id);
    expect(delivery?.media).toEqual([{ sha256: sha256(png), altText: 'A blue field', mimeType: 'image/png' }]);
  });

  it('upload a video in pieces, and wait for it', async () => {
    const { client } = await signedIn();
    await world.mood('x', { processingMs: 500 });
    const bytes = videoBytes(250_000);
    const id = await client.v2.uploadMedia(
      Buffer.from(bytes),
      { media_type: 'video/mp4', media_category: 'tweet_video' },
      100_000,
    );
    const made = await client.v2.tweet('A client’s video', { media: { media_ids: [id] } });
    const delivery = (await world.received('x')).find((one) => one.id === made.data.id);
    expect(delivery?.media).toMatchObject([{ sha256: sha256(bytes), mimeType: 'video/mp4' }]);
    await world.calm();
  });

  it('page through the timeline, with media and authors beside the posts', async () => {
    const { client } = await signedIn();
    const timeline = await client.v2.userTimeline(person.x.id, {
      max_results: 5,
      exclude: ['retweets'],
      expansions: ['attachments.media_keys', 'author_id'],
      'tweet.fields': ['created_at', 'attachments', 'entities', 'referenced_tweets', 'author_id'],
      'media.fields': ['url', 'alt_text', 'variants'],
      'user.fields': ['protected'],
    });
    await timeline.fetchLast(50);
    const dunes = timeline.tweets.find(({ text }) => text.startsWith('Same slope'));
    if (dunes === undefined) throw new Error('The dunes are among the samples.');
    expect(timeline.includes.medias(dunes).map(({ alt_text: altText }) => altText)).toEqual([
      'Dunes in pink morning haze.',
      'The same dunes at noon, pale gold under a blue sky.',
      'The dunes after sunset, violet and deep orange.',
    ]);
    expect(timeline.includes.author(dunes)).toMatchObject({ username: person.x.username, protected: false });
    expect(timeline.tweets.some(({ text }) => text.startsWith('RT'))).toBe(false);
    expect(new Set(timeline.tweets.map(({ id }) => id)).size).toBe(timeline.tweets.length);
  });

  it('understand the headers of its limits', async () => {
    const { client } = await signedIn();
    await world.fault({
      network: 'x',
      path: '/2/users/me',
      times: 1,
      effect: { kind: 'status429', resetInMs: 90_000 },
    });
    const thrown: unknown = await client.v2.me().catch((error: unknown) => error);
    expect(thrown).toMatchObject({ code: 429, rateLimitError: true, rateLimit: { limit: 100, remaining: 0 } });
    const { reset } = (thrown as { rateLimit: { reset: number } }).rateLimit;
    expect(Math.abs(reset * 1000 - Date.now() - 90_000)).toBeLessThan(5000);
  });
});
