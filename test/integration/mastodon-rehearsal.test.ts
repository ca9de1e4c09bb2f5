/** Mastodon and Pixelfed against the pretend servers, which have what snac2 lacks: PKCE, keys, processing, misfortunes. */
import sharp from 'sharp';
import { afterAll, afterEach, beforeAll, describe, expect, it } from 'vitest';
import type { Connector } from '../../main/core/ports/network.ts';
import { failureOf } from '../helpers/http-client.ts';
import {
  contentOf,
  linkAccount,
  type LinkedAccount,
  performStep,
  type Publishing,
  publishWhole,
  type TestPicture,
  testPicture,
} from '../helpers/network-account.ts';
import { consentInRehearsal, type RehearsalWorld, startRehearsalWorld } from '../helpers/rehearsal-world.ts';

let world: RehearsalWorld;
let pictures: readonly TestPicture[];
beforeAll(async () => {
  world = await startRehearsalWorld();
  const made = (background: string) =>
    sharp({ create: { width: 32, height: 24, channels: 3, background } })
      .png()
      .toBuffer();
  const [fog, sea] = await Promise.all([made('#889'), made('#247')]);
  const size = { width: 32, height: 24 };
  pictures = [
    testPicture(new Uint8Array(fog), 'Fog over the harbour', size),
    testPicture(new Uint8Array(sea), 'The sea', size),
  ];
});
afterEach(() => world.calm());
afterAll(() => world.stop());

const networks = ['mastodon', 'pixelfed'] as const;
type Id = (typeof networks)[number];
const base = (id: Id) => world.rehearsal.base(id);
const link = (id: Id): Promise<LinkedAccount> =>
  linkAccount(world.connector(id), base(id), (url) => consentInRehearsal(url, 'mara'));

function publishing(connector: Connector, account: LinkedAccount, text: string): Publishing {
  const key = crypto.randomUUID();
  return { connector, call: account.call, content: contentOf(text, pictures), pictures, key, startedAt: Date.now() };
}
const find = ({ connector, content, key, startedAt, call }: Publishing) =>
  connector.publish?.find(
    { step: { name: 'post', safety: 'find' }, results: {}, content, key, startedAt, isKnown: () => false },
    call,
  );
/** Uploads both pictures and makes the post, whose outcome is the answer. */
async function postOutcome(plan: Publishing) {
  const results: Record<string, { id: string }> = {};
  const [one, two, post] = plan.connector.publish?.steps(plan.content) ?? [];
  if (one === undefined || two === undefined || post === undefined) throw new Error('There are three steps.');
  for (const step of [one, two]) {
    const outcome = await performStep(plan, step, results);
    if (outcome.kind !== 'accepted') throw new Error(`${step.name}: ${outcome.kind}`);
    results[step.name] = outcome.result as { id: string };
  }
  return { again: () => performStep(plan, post, results), outcome: await performStep(plan, post, results) };
}

describe.each(networks)('%s', (id) => {
  it('signs in with consent, and asks for nothing it does not need', async () => {
    const account = await link(id);
    const scopes =
      id === 'mastodon' ? ['profile', 'read:statuses', 'write:statuses', 'write:media'] : ['read', 'write'];
    expect(account.signedIn.grantedScopes).toEqual(scopes);
    expect(account.signedIn.profile).toMatchObject({ handle: `mara@${new URL(base(id)).host}`, instance: base(id) });
    expect(await world.connector(id).whoAmI(account.call)).toEqual(account.signedIn.profile);
  });

  it('takes a no for a no, and a code that is not its own for nothing', async () => {
    const denied = linkAccount(world.connector(id), base(id), (url) => consentInRehearsal(url, 'mara', 'deny'));
    expect((await failureOf(denied)).problem.code).toBe('sign_in_denied');
    const guessed = linkAccount(world.connector(id), base(id), async (url) =>
      (await consentInRehearsal(url, 'mara')).replace(/code=[^&]+/, 'code=guessed'),
    );
    expect((await failureOf(guessed)).problem.code).toBe('sign_in_failed');
  });

  it('reads her posts oldest first, without boosts, replies marked, nothing wider than it was', async () => {
    const { call } = await link(id);
    const { posts } = (await world.connector(id).read?.posts(null, call)) ?? { posts: [] };
    expect(posts.length).toBeGreaterThan(2);
    expect(posts.map(({ publishedAt }) => publishedAt)).toEqual(
      posts.map(({ publishedAt }) => publishedAt).toSorted((a, b) => a - b),
    );
    expect(posts.every(({ text }) => !text.includes('<'))).toBe(true);
    const [picture] = posts.flatMap((post) => post.pictures);
    const bytes = await world.connector(id).read?.picture(picture?.url ?? '', 5_000_000, call);
    expect((await sharp(bytes).metadata()).format).toBe('jpeg');
  });

  it('notices the next post and only that', async () => {
    const { call } = await link(id);
    const { read } = world.connector(id);
    const first = await read?.posts(null, call);
    const published = await world.rehearsal.publishNext(id);
    const second = await read?.posts(first?.cursor ?? null, call);
    expect(second?.posts.map(({ remoteId }) => remoteId)).toEqual([published?.id]);
    expect((await read?.posts(second?.cursor ?? null, call))?.posts).toEqual([]);
  });

  it('publishes two pictures with their alt texts, once', async () => {
    const account = await link(id);
    const plan = publishing(world.connector(id), account, `Two pictures ${crypto.randomUUID()}`);
    expect(await find(plan)).toEqual({ kind: 'absent' });
    const post = await publishWhole(plan);
    expect(await find(plan)).toMatchObject({ kind: 'found', post });
    const received = (await world.received(id)).filter(({ text }) => text === plan.content.text);
    expect(received).toMatchObject([
      {
        url: post.url,
        visibility: 'public',
        media: pictures.map(({ picture: { sha256, altText } }) => ({ sha256, altText })),
      },
    ]);
  });

  it('settles a lost answer by looking: there when it was taken, absent when it was not', async () => {
    const account = await link(id);
    for (const [kind, there] of [
      ['dropAfterAccept', 'found'],
      ['dropBeforeAccept', 'absent'],
      ['htmlInsteadOfJson', 'absent'],
      ['malformedJson', 'found'],
    ] as const) {
      const plan = publishing(world.connector(id), account, `Lost ${kind} ${crypto.randomUUID()}`);
      await world.fault({ network: id, method: 'POST', path: '/api/v1/statuses', times: 1, effect: { kind } });
      const { outcome } = await postOutcome(plan);
      expect([kind, outcome.kind]).toEqual([kind, 'unknown']);
      expect((await find(plan))?.kind).toBe(there);
    }
  });

  it('knows a post was refused when the budget is used up', async () => {
    const plan = publishing(world.connector(id), await link(id), 'Too many');
    const effect = { kind: 'status429', resetInMs: 50 } as const;
    await world.fault({ network: id, method: 'POST', path: '/api/v1/statuses', times: 1, effect });
    expect((await postOutcome(plan)).outcome).toMatchObject({ kind: 'refused', problem: { code: 'rate_limited' } });
  });

  it('wants a new sign-in when the permission was taken away', async () => {
    const { call } = await link(id);
    await world.endSignIns(id, 'revoked');
    const code = id === 'mastodon' ? 'auth_revoked' : 'auth_expired';
    expect((await failureOf(world.connector(id).whoAmI(call))).problem.code).toBe(code);
  });
});

describe('a repeated post', () => {
  it('is the first one again on Mastodon', async () => {
    const plan = publishing(world.connector('mastodon'), await link('mastodon'), `Once ${crypto.randomUUID()}`);
    const { outcome, again } = await postOutcome(plan);
    expect(outcome.kind).toBe('accepted');
    expect(await again()).toEqual(outcome);
    expect((await world.received('mastodon')).filter(({ text }) => text === plan.content.text)).toHaveLength(1);
  });

  it('is a matter of looking on Pixelfed', async () => {
    const plan = publishing(world.connector('pixelfed'), await link('pixelfed'), `Once ${crypto.randomUUID()}`);
    const { again } = await postOutcome(plan);
    expect(await again()).toMatchObject({ kind: 'unknown', problem: { code: 'duplicate' } });
    expect((await find(plan))?.kind).toBe('found');
    expect((await world.received('pixelfed')).filter(({ text }) => text === plan.content.text)).toHaveLength(1);
  });
});

describe('pictures that a server cannot use', () => {
  it('are refused with its words, at once or after it tried', async () => {
    const account = await link('mastodon');
    const broken = pictures.map(({ bytes, picture }) =>
      testPicture(bytes.slice(0, bytes.length - 40), picture.altText, { width: 32, height: 24 }),
    );
    const plan = {
      ...publishing(world.connector('mastodon'), account, 'Broken'),
      pictures: broken,
      content: contentOf('Broken', broken),
    };
    const [step] = plan.connector.publish?.steps(plan.content) ?? [];
    if (step === undefined) throw new Error('There is a step.');
    expect(await performStep(plan, step, {})).toMatchObject({ kind: 'refused', problem: { code: 'media_invalid' } });
  });
});
