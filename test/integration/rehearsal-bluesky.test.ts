import { Agent, AtpAgent, type AppBskyFeedPost, RichText } from '@atproto/api';
import {
  NodeOAuthClient,
  type NodeSavedSession,
  type NodeSavedState,
  type OAuthSession,
} from '@atproto/oauth-client-node';
import sharp from 'sharp';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { consent, errorOf, form, openWorld, picture, sha256, type RehearsalWorld } from './rehearsal-setup.ts';

const redirectUri = 'http://127.0.0.1/callback';
const scope = 'atproto transition:generic';
const clientId = `http://localhost?${form({ redirect_uri: redirectUri, scope })}`;
const handle = 'mara.bsky.rehearsal';
const postType = 'app.bsky.feed.post';
let world: RehearsalWorld;
beforeAll(async () => {
  world = await openWorld();
});
afterAll(() => world.end());
const base = () => world.rehearsal.base('bluesky');

/** The client that Bluesky's makers publish, set up as an app on this machine would. */
function realClient() {
  const states = new Map<string, NodeSavedState>();
  const sessions = new Map<string, NodeSavedSession>();
  const client = new NodeOAuthClient({
    clientMetadata: {
      client_id: clientId,
      redirect_uris: [redirectUri],
      scope,
      response_types: ['code'],
      grant_types: ['authorization_code', 'refresh_token'],
      application_type: 'native',
      token_endpoint_auth_method: 'none',
      dpop_bound_access_tokens: true,
    },
    allowHttp: true,
    handleResolver: base(),
    plcDirectoryUrl: world.rehearsal.base('plc'),
    requestLock: (_name, work) => Promise.resolve(work()),
    stateStore: storeOf(states),
    sessionStore: storeOf(sessions),
  });
  return { client, sessions };
}
const storeOf = <Value>(map: Map<string, Value>) => ({
  get: (key: string) => Promise.resolve(map.get(key)),
  set: (key: string, value: Value) => Promise.resolve(void map.set(key, value)),
  del: (key: string) => Promise.resolve(void map.delete(key)),
});

async function realSession(): Promise<OAuthSession> {
  const { client } = realClient();
  const back = await consent(await client.authorize(handle, { scope }));
  return (await client.callback(back.searchParams)).session;
}

const post = (text: string, more: Partial<AppBskyFeedPost.Record> = {}) => ({
  $type: postType,
  text,
  createdAt: new Date().toISOString(),
  ...more,
});
let keys = 0;
/** A record key of its own for each call. */
const freshKey = () =>
  `3l${String((keys += 1))
    .padStart(11, '2')
    .replace(/[0189]/g, 'a')}`;

describe('the real client at the pretend Bluesky', () => {
  it('signs in by handle, posts pictures with alt texts and facets, and reads the post back', async () => {
    const session = await realSession();
    const agent = new Agent(session);
    const content = await picture(21);
    const { data } = await agent.uploadBlob(content, { encoding: 'image/jpeg' });
    const text = new RichText({ text: 'Harbour #fog https://example.org' });
    text.detectFacetsWithoutResolution();
    const embed = {
      $type: 'app.bsky.embed.images',
      images: [{ image: data.blob, alt: 'A boat', aspectRatio: { width: 40, height: 30 } }],
    };
    const rkey = freshKey();
    const written = { ...post(text.text), facets: text.facets, embed };
    await agent.com.atproto.repo.createRecord({ repo: session.did, collection: postType, rkey, record: written });
    const feed = await agent.getAuthorFeed({ actor: session.did });
    expect(feed.data.feed[0]?.post.uri).toBe(`at://${session.did}/${postType}/${rkey}`);
    expect((await world.deliveries()).find(({ key }) => key === rkey)).toMatchObject({
      media: [{ sha256: sha256(content), altText: 'A boat' }],
    });
    const blob = await agent.com.atproto.sync.getBlob({ did: session.did, cid: data.blob.ref.toString() });
    expect(sha256(blob.data)).toBe(sha256(content));
  });

  it('is told when the person denies', async () => {
    const { client } = realClient();
    const back = await consent(await client.authorize(handle, { scope }), 'deny');
    await expect(client.callback(back.searchParams)).rejects.toMatchObject({
      params: expect.any(URLSearchParams),
      message: expect.stringContaining('denied'),
    });
  });

  it('refreshes when the access token has expired, and goes on', async () => {
    const session = await realSession();
    await world.control('POST', '/tokens', { network: 'bluesky', happens: 'expired' });
    const profile = await new Agent(session).getProfile({ actor: session.did });
    expect(profile.data.handle).toBe(handle);
  });

  it('loses its session when the person ends it, and when it ends it itself', async () => {
    const ended = await realSession();
    await world.control('POST', '/tokens', { network: 'bluesky', happens: 'revoked' });
    await expect(new Agent(ended).getProfile({ actor: handle })).rejects.toThrow();
    const session = await realSession();
    await session.signOut();
    await expect(new Agent(session).getProfile({ actor: handle })).rejects.toThrow();
  });
});

describe('an app password at the pretend PDS', () => {
  const signIn = async () => {
    const agent = new AtpAgent({ service: base() });
    await agent.login({ identifier: handle, password: 'mara-rehe-arsa-lapp' });
    return agent;
  };

  it('signs in, and renews an expired token by itself', async () => {
    const agent = await signIn();
    await world.control('POST', '/tokens', { network: 'bluesky', happens: 'expired' });
    expect((await agent.getProfile({ actor: handle })).data.handle).toBe(handle);
  });

  it('says ExpiredToken with a 400, AuthMissing with a 401', async () => {
    const agent = await signIn();
    const token = agent.session?.accessJwt ?? '';
    await world.control('POST', '/tokens', { network: 'bluesky', happens: 'expired' });
    const url = `${base()}/xrpc/com.atproto.server.getSession`;
    const expired = await fetch(url, { headers: { authorization: `Bearer ${token}` } });
    expect([expired.status, await errorOf(expired)]).toEqual([400, 'ExpiredToken']);
    const missing = await fetch(url);
    expect([missing.status, await errorOf(missing)]).toEqual([401, 'AuthMissing']);
  });

  it('refuses more than 30 sign-ins in 5 minutes, wrong ones too', async () => {
    const tryOnce = (password: string) =>
      fetch(`${base()}/xrpc/com.atproto.server.createSession`, {
        method: 'POST',
        body: JSON.stringify({ identifier: 'mara@bsky.rehearsal', password }),
      });
    for (let tries = 0; tries < 30; tries += 1) expect((await tryOnce('wrong')).status).toBe(401);
    const limited = await tryOnce('mara-rehe-arsa-lapp');
    expect([limited.status, await errorOf(limited)]).toEqual([429, 'RateLimitExceeded']);
    expect(Number(limited.headers.get('ratelimit-reset')) * 1000).toBeGreaterThan(world.now());
    world.pass(301_000);
    expect((await tryOnce('mara-rehe-arsa-lapp')).status).toBe(200);
  });

  describe('writing records', () => {
    let agent: AtpAgent;
    beforeAll(async () => {
      agent = await signIn();
    });
    const write = (record: object, rkey = freshKey()) =>
      agent.com.atproto.repo.createRecord({ repo: agent.assertDid, collection: postType, rkey, record: { ...record } });

    it('makes one post of a repeated record key: the second try fails, and getRecord finds it', async () => {
      const rkey = freshKey();
      await write(post('Only once'), rkey);
      await expect(write(post('Only once'), rkey)).rejects.toMatchObject({ status: 500 });
      expect((await world.deliveries()).filter(({ key }) => key === rkey)).toHaveLength(1);
      const found = await agent.com.atproto.repo.getRecord({ repo: handle, collection: postType, rkey });
      expect(found.data.value).toMatchObject({ text: 'Only once' });
    });

    it('takes 300 graphemes and not one more', async () => {
      await write(post('é'.repeat(300)));
      await expect(write(post('é'.repeat(301)))).rejects.toMatchObject({ status: 400, error: 'InvalidRequest' });
      await expect(write(post('👩‍👩‍👧‍👦'.repeat(130)))).rejects.toMatchObject({ message: expect.stringContaining('3000') });
    });

    it('refuses a fifth picture, a picture over 2,000,000 bytes and one that was never uploaded', async () => {
      const { blob } = (await agent.uploadBlob(await picture(30), { encoding: 'image/jpeg' })).data;
      const images = (count: number, image: unknown = blob) => ({
        embed: { $type: 'app.bsky.embed.images', images: Array.from({ length: count }, () => ({ image, alt: '' })) },
      });
      await expect(write({ ...post('Five'), ...images(5) })).rejects.toMatchObject({
        status: 400,
        error: 'InvalidRequest',
      });
      const noise = {
        create: {
          width: 900,
          height: 900,
          channels: 3 as const,
          noise: { type: 'gaussian' as const, mean: 128, sigma: 60 },
          background: '#000',
        },
      };
      const big = (await agent.uploadBlob(await sharp(noise).png().toBuffer(), { encoding: 'image/png' })).data.blob;
      await expect(write({ ...post('Big'), ...images(1, big) })).rejects.toMatchObject({ error: 'BlobTooLarge' });
      const gone = {
        $type: 'blob',
        ref: { $link: 'bafkreigh2akiscaildcqabsyg3dfr6chu3fgpregiymsck7e7aqa4s52zy' },
        mimeType: 'image/jpeg',
        size: 9,
      };
      await expect(write({ ...post('Gone'), ...images(1, gone) })).rejects.toMatchObject({ error: 'BlobNotFound' });
    });

    it('refuses a facet that ends beyond the text', async () => {
      const facet = {
        index: { byteStart: 0, byteEnd: 9 },
        features: [{ $type: 'app.bsky.richtext.facet#tag', tag: 'x' }],
      };
      await expect(write({ ...post('Short'), facets: [facet] })).rejects.toMatchObject({ error: 'InvalidRequest' });
    });

    it('lists by key in both directions, page by page, and deletes twice without complaint', async () => {
      const list = (query: object = {}) =>
        agent.com.atproto.repo.listRecords({ repo: agent.assertDid, collection: postType, ...query });
      const all = (await list()).data.records.map(({ uri }) => uri);
      const first = await list({ limit: 2 });
      const second = await list({
        limit: 2,
        ...(first.data.cursor === undefined ? {} : { cursor: first.data.cursor }),
      });
      expect([...first.data.records, ...second.data.records].map(({ uri }) => uri)).toEqual(all.slice(0, 4));
      expect((await list({ reverse: true })).data.records.map(({ uri }) => uri)).toEqual(all.toReversed());
      const rkey = all[0]?.split('/').at(-1) ?? '';
      for (const _time of ['once', 'twice'])
        await agent.com.atproto.repo.deleteRecord({ repo: agent.assertDid, collection: postType, rkey });
      await expect(
        agent.com.atproto.repo.getRecord({ repo: handle, collection: postType, rkey }),
      ).rejects.toMatchObject({ error: 'RecordNotFound' });
    });
  });
});
