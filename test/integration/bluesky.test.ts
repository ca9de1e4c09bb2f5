import { createHash } from 'node:crypto';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import {
  aPublish,
  type BlueskyWorld,
  type Fetch,
  firstInstallMs,
  isCall,
  keep,
  publishAll,
  startBlueskyWorld,
  startedAt,
} from '../helpers/bluesky-world.ts';

let world: BlueskyWorld;

beforeAll(async () => {
  world = await startBlueskyWorld();
}, firstInstallMs);
afterAll(() => world?.pds.stop());

describe('publishing on Bluesky', () => {
  it('posts two pictures with their alt texts, exact bytes, links and language, once, however often it is repeated', async () => {
    const connector = world.connect();
    const account = await world.pds.createAccount('two-pictures.test');
    const { call } = keep(await world.signInByOAuth(account.handle, account));
    const publish = await aPublish('Nebel 👩‍👩‍👧 über 東京 https://pixels.example/p/1 #fog', 2, 'crosspost-1');
    const { outcome, again } = await publishAll(connector, call, publish);
    if (outcome?.kind !== 'accepted' || outcome.post === null) throw new Error(JSON.stringify(outcome));
    expect(outcome.post.url).toMatch(/^https:\/\/bsky\.app\/profile\/two-pictures\.test\/post\/[2-7a-z]{13}$/);

    const [record, ...more] = await world.pds.listPosts(account.did);
    expect(more).toEqual([]);
    expect(record?.uri).toBe(outcome.post.remoteId);
    expect(record?.value).toMatchObject({
      text: publish.content.text,
      createdAt: '2026-11-20T18:30:00.250Z',
      langs: ['en'],
      embed: { images: [{ alt: 'Picture 1: fog over the harbour', aspectRatio: { width: 91, height: 60 } }, {}] },
    });
    expect(record?.value['facets']).toHaveLength(2);
    for (const { sha256 } of publish.content.pictures) {
      const [cid = ''] = (await blobsOf(account.did)).filter((blob) => blob.sha256 === sha256).map((blob) => blob.cid);
      expect(cid).toMatch(/^bafkrei/);
    }

    expect(await again()).toEqual(outcome);
    expect(await world.pds.listPosts(account.did)).toHaveLength(1);
    expect(await connector.publish?.find(publish, call)).toMatchObject({ kind: 'found', post: outcome.post });
    expect(await connector.publish?.find({ ...publish, key: 'never' }, call)).toEqual({ kind: 'absent' });
    const changed = { ...publish, content: { ...publish.content, text: 'Something else' } };
    expect(await connector.publish?.find(changed, call)).toMatchObject({ kind: 'cannot_tell' });

    await connector.publish?.remove?.(outcome.post, call);
    await connector.publish?.remove?.(outcome.post, call);
    expect(await world.pds.listPosts(account.did)).toEqual([]);
  });

  async function blobsOf(did: string) {
    const [record] = await world.pds.listPosts(did);
    const cids = [...JSON.stringify(record?.value).matchAll(/"\$link":"([^"]+)"/g)].map(([, cid = '']) => cid);
    return await Promise.all(
      cids.map(async (cid) => {
        const sha256 = createHash('sha256')
          .update(await world.pds.getBlob(did, cid))
          .digest('hex');
        return { cid, sha256 };
      }),
    );
  }

  it('knows its own post when the answer to it was lost', async () => {
    const account = await world.pds.createAccount('lost-answer.test');
    const losing: Fetch = async (input, init) => {
      const isPost = isCall(input, 'repo.createRecord');
      const response = await fetch(input, init);
      if (isPost)
        throw new TypeError('fetch failed', { cause: Object.assign(new Error('gone'), { code: 'ECONNRESET' }) });
      return response;
    };
    const { call } = keep(await world.signInByAppPassword(account, 'Losing'));
    const publish = await aPublish('Autumn fog', 1, 'lost');
    expect((await publishAll(world.connect(losing), call, publish)).outcome).toMatchObject({ kind: 'accepted' });
    expect(await world.pds.listPosts(account.did)).toHaveLength(1);
  });

  it('leaves open what became of a post when neither it nor the timeline was answered', async () => {
    const account = await world.pds.createAccount('all-quiet.test');
    const quiet: Fetch = async (input, init) => {
      if (!isCall(input, 'repo.createRecord') && !isCall(input, 'repo.getRecord')) return await fetch(input, init);
      throw new TypeError('fetch failed', { cause: Object.assign(new Error('gone'), { code: 'ECONNRESET' }) });
    };
    const { call } = keep(await world.signInByAppPassword(account, 'Quiet'));
    const publish = await aPublish('Autumn fog', 0, 'quiet');
    const lost = await publishAll(world.connect(quiet), call, publish);
    expect(lost.outcome).toMatchObject({ kind: 'unknown', problem: { code: 'unreachable' } });
    expect(await world.connect(quiet).publish?.find(publish, call)).toMatchObject({ kind: 'cannot_tell' });
    expect(await world.connect().publish?.find(publish, call)).toEqual({ kind: 'absent' });
    expect(await lost.again(world.connect())).toMatchObject({ kind: 'accepted' });
  });

  it('uploads the pictures again when the server forgot them', async () => {
    const account = await world.pds.createAccount('forgotten.test');
    const connector = world.connect();
    const { call } = keep(await world.signInByAppPassword(account, 'Forgetful'));
    const publish = await aPublish('Autumn fog', 1, 'forgotten');
    const sha256 = publish.content.pictures[0]?.sha256 ?? '';
    const cid = 'bafkreihdwdcefgh4dqkjv67uzcmw7ojee6xedzdetojuzjevtenxquvyku';
    const results = { 'picture-1': { $type: 'blob', ref: { $link: cid }, mimeType: 'image/jpeg', size: 1 } };
    const step = { name: 'post', safety: 'find' } as const;
    expect(await connector.publish?.perform({ ...publish, step, results }, call)).toMatchObject({ kind: 'accepted' });
    expect((await blobsOf(account.did)).map((blob) => blob.sha256)).toEqual([sha256]);
  });

  it('does not send what Bluesky cannot take', async () => {
    const { call } = keep(await world.signInByAppPassword(world.mara, 'Too much'));
    const none: Fetch = () => Promise.reject(new Error('Nothing may be sent.'));
    const long = await aPublish('👩‍👩‍👧'.repeat(301), 0, 'long');
    const heavy = await aPublish('👩‍👩‍👧‍👦'.repeat(200), 0, 'heavy');
    const rejected = { kind: 'refused', problem: { code: 'content_rejected' } };
    expect((await publishAll(world.connect(none), call, long)).outcome).toMatchObject(rejected);
    expect((await publishAll(world.connect(none), call, heavy)).outcome).toMatchObject(rejected);
    const few = { ...long, content: { ...long.content, text: 'For few', audience: 'followers' as const } };
    expect((await publishAll(world.connect(none), call, few)).outcome).toMatchObject(rejected);
  });
});

describe('reading one’s own posts', () => {
  it('takes a baseline, then what is new, oldest first, with pictures as they are', async () => {
    const account = await world.pds.createAccount('reading-back.test');
    const connector = world.connect();
    const { call } = keep(await world.signInByAppPassword(account, 'Reader'));
    expect(await connector.read?.posts(null, call)).toEqual({ posts: [], cursor: '' });
    expect(await connector.read?.posts('', call)).toEqual({ posts: [], cursor: '' });

    const [first, second, third] = [1, 2, 3].map((hour) => startedAt + hour * 3_600_000);
    const at = async (text: string, when = 0) => {
      const made = await aPublish(text, text === 'Second' ? 2 : 0, text);
      const content = { ...made.content, sensitive: text === 'Third' };
      await publishAll(connector, call, { ...made, content, startedAt: when });
      return { content };
    };
    await at('First', first);
    const baseline = await connector.read?.posts(null, call);
    expect(baseline?.posts.map(({ text }) => text)).toEqual(['First']);

    const { content } = await at('Second', second);
    await at('Third', third);
    const news = await connector.read?.posts(baseline?.cursor ?? '', call);
    expect(news?.posts.map(({ text, publishedAt, sensitive }) => [text, publishedAt, sensitive])).toEqual([
      ['Second', second, false],
      ['Third', third, true],
    ]);
    expect(news?.posts[0]).toMatchObject({ language: 'en', audience: 'public', isReply: false, otherMedia: null });
    expect(news?.posts[0]?.pictures.map(({ altText }) => altText)).toEqual(content.pictures.map((one) => one.altText));
    expect(await connector.read?.posts(news?.cursor ?? '', call)).toEqual({ posts: [], cursor: news?.cursor });

    const url = news?.posts[0]?.pictures[1]?.url ?? '';
    const bytes = await connector.read?.picture(url, 2_000_000, call);
    expect(
      createHash('sha256')
        .update(bytes ?? '')
        .digest('hex'),
    ).toBe(content.pictures[1]?.sha256);
    await expect(connector.read?.picture(url, 10, call)).rejects.toMatchObject({
      problem: { code: 'answer_too_large' },
    });
    const elsewhere = connector.read?.picture('http://localhost:1/xrpc/com.atproto.sync.getBlob?did=a', 10, call);
    await expect(elsewhere).rejects.toMatchObject({ problem: { code: 'redirected_away' } });
  });
});
