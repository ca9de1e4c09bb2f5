/** The Mastodon connector against snac2, a real server that speaks Mastodon's API and leaves much of it out. */
import sharp from 'sharp';
import { afterEach, describe, expect, it } from 'vitest';
import type { Connector } from '../../main/core/ports/network.ts';
import { connectors } from '../../main/networks/registry.ts';
import { silentLog } from '../helpers/edges.ts';
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
import { consentOnSnac, type SnacServer, type SnacUser, startSnac } from '../helpers/snac.ts';
import { serversAvailable } from '../servers/install.ts';

/** Where snac2 cannot be had, `npm test` says in one line that it is left out. */
const hasSnac = serversAvailable().snac;
const mastodon = theMastodon();
function theMastodon(): Connector {
  const found = connectors({ fetch, log: silentLog, now: Date.now, allowLoopbackHttp: true }).get('mastodon');
  if (found === undefined) throw new Error('No Mastodon.');
  return found;
}

const servers: SnacServer[] = [];
afterEach(async () => {
  await Promise.all(servers.splice(0).map(({ stop }) => stop()));
});

/** A server of its own for each person, so that no test meets another's posts. */
async function aServer(): Promise<{ readonly snac: SnacServer; readonly user: SnacUser }> {
  const snac = await startSnac();
  servers.push(snac);
  return { snac, user: await snac.addUser('mara') };
}

async function linked(): Promise<LinkedAccount> {
  const { snac, user } = await aServer();
  return linkAccount(mastodon, snac.host, (url) => consentOnSnac(url, user));
}

async function twoPictures(): Promise<readonly TestPicture[]> {
  const made = (background: string) =>
    sharp({ create: { width: 32, height: 24, channels: 3, background } })
      .png()
      .toBuffer();
  const [fog, sea] = await Promise.all([made('#889'), made('#247')]);
  const size = { width: 32, height: 24 };
  return [
    testPicture(new Uint8Array(fog), 'Fog over the "harbour" & a <gull>', size),
    testPicture(new Uint8Array(sea), 'The sea at noon', size),
  ];
}

function publishing(
  account: LinkedAccount,
  text: string,
  pictures: readonly TestPicture[] = [],
  more = {},
): Publishing {
  const content = contentOf(text, pictures, more);
  return {
    connector: mastodon,
    call: account.call,
    content,
    pictures,
    key: crypto.randomUUID(),
    startedAt: Date.now(),
  };
}

const find = ({ content, key, startedAt, call }: Publishing) =>
  mastodon.publish?.find(
    { step: { name: 'post', safety: 'find' }, results: {}, content, key, startedAt, isKnown: () => false },
    call,
  );
const read = (cursor: string | null, { call }: LinkedAccount) => {
  if (mastodon.read === undefined) throw new Error('Mastodon reads.');
  return mastodon.read.posts(cursor, call);
};
describe.runIf(hasSnac)('signing in', () => {
  it('finds the server, asks for consent and learns who it is', async () => {
    const { snac, user } = await aServer();
    const { signedIn, call } = await linkAccount(mastodon, snac.host, (url) => consentOnSnac(url, user));
    expect(signedIn.profile).toMatchObject({ instance: snac.url, handle: `mara@${snac.host}` });
    expect(signedIn.endsAt).toBeNull();
    expect(signedIn.grantedScopes).toContain('write:statuses');
    expect(await mastodon.whoAmI(call)).toEqual(signedIn.profile);
  });

  it('believes no answer but the one to its own question', async () => {
    const { snac, user } = await aServer();
    const withOtherState = (url: string) => consentOnSnac(url.replace(/state=[^&]+/, 'state=guessed'), user);
    expect((await failureOf(linkAccount(mastodon, snac.host, withOtherState))).problem.code).toBe('sign_in_mismatch');
    const elsewhere = async (url: string) => (await consentOnSnac(url, user)).replace('43110', '43111');
    expect((await failureOf(linkAccount(mastodon, snac.host, elsewhere))).problem.code).toBe('sign_in_mismatch');
  });

  it('takes the token back, and shows that the server refuses it now', async () => {
    const { call } = await linked();
    const revoked = await mastodon.signIn.revoke(call);
    expect(revoked).toMatchObject({
      revoked: 'at_network',
      proof: { code: 'refused_afterwards', values: { call: 'POST /oauth/revoke' } },
      page: `${call.account.instance}/oauth/authorized_applications`,
    });
    expect((await failureOf(mastodon.whoAmI(call))).problem.code).toBe('auth_revoked');
    expect((await failureOf(read(null, { call } as LinkedAccount))).problem.code).toBe('auth_revoked');
  });
});

describe.runIf(hasSnac)('limits', () => {
  it('are those that the server names', async () => {
    const { call } = await linked();
    const limits = await mastodon.limits(call);
    expect(limits).toMatchObject({ text: 100_000, pictures: 4, pictureBytes: 16_777_216 });
    expect(limits.pictureTypes).toContain('image/jpeg');
    expect(limits.pictureTypes.every((type) => type.startsWith('image/'))).toBe(true);
  });
});

describe.runIf(hasSnac)('publishing and reading back', () => {
  it('posts two pictures with their alt texts, and finds the post again', async () => {
    const account = await linked();
    const pictures = await twoPictures();
    const text = 'Autumn fog #harbour https://example.org/a?b=c&d=e\n\n1 < 2 & so on';
    const plan = publishing(account, text, pictures, { sensitive: true, warning: 'Weather', audience: 'unlisted' });
    expect(await find(plan)).toEqual({ kind: 'absent' });
    const post = await publishWhole(plan);
    expect(await find(plan)).toMatchObject({ kind: 'found', post });
    const { posts } = await read(null, account);
    expect(posts).toHaveLength(1);
    expect(posts[0]).toMatchObject({ ...post, text, audience: 'unlisted', sensitive: true, warning: 'Weather' });
    expect(posts[0]?.pictures.map(({ altText }) => altText)).toEqual(pictures.map(({ picture }) => picture.altText));
  });

  it('fetches the exact bytes of a picture, up to a limit', async () => {
    const account = await linked();
    const [picture] = await twoPictures();
    if (picture === undefined) throw new Error('There are two pictures.');
    await publishWhole(publishing(account, 'One', [picture]));
    const url = (await read(null, account)).posts[0]?.pictures[0]?.url ?? '';
    const bytes = await mastodon.read?.picture(url, 1_000_000, account.call);
    expect(Buffer.from(bytes ?? []).equals(picture.bytes)).toBe(true);
    const tooSmall = mastodon.read?.picture(url, 10, account.call) ?? Promise.resolve();
    expect((await failureOf(tooSmall)).problem.code).toBe('answer_too_large');
  });

  it('finds a post for followers, which the server leaves out of the account’s list', async () => {
    const account = await linked();
    const plan = publishing(account, 'Only for those who follow', [], { audience: 'followers' });
    const post = await publishWhole(plan);
    expect(await find(plan)).toMatchObject({ kind: 'found', post });
  });

  it('cannot tell two equal posts apart', async () => {
    const account = await linked();
    const plan = publishing(account, 'Said twice');
    await publishWhole(plan);
    await publishWhole({ ...plan, key: crypto.randomUUID() });
    expect(await find(plan)).toMatchObject({ kind: 'cannot_tell' });
  });

  it('asks the person when the server changed the signs of the text', async () => {
    const account = await linked();
    const plan = publishing(account, 'Very bold');
    await publishWhole({ ...plan, content: { ...plan.content, text: 'Very - bold' } });
    expect(await find(plan)).toMatchObject({ kind: 'cannot_tell' });
    expect(await find({ ...plan, content: { ...plan.content, text: 'Very cold' } })).toEqual({ kind: 'absent' });
  });

  it('reads only what is newer than the last time, though ids do not sort within a second', async () => {
    const account = await linked();
    await publishWhole(publishing(account, 'before the link'));
    let { cursor } = await read(null, account);
    const seen: string[] = [];
    for (let count = 0; count < 8; count += 1) {
      await publishWhole(publishing(account, `post ${count}`));
      const next = await read(cursor, account);
      seen.push(...next.posts.map(({ text }) => text));
      cursor = next.cursor;
    }
    expect(seen).toEqual(Array.from({ length: 8 }, (_, count) => `post ${count}`));
    expect((await read(cursor, account)).posts).toEqual([]);
  });

  it('reads many new posts across pages, each once', async () => {
    const account = await linked();
    const { cursor } = await read(null, account);
    for (let count = 0; count < 90; count += 1) await publishWhole(publishing(account, `post ${count}`));
    const { posts } = await read(cursor, account);
    expect(new Set(posts.map(({ text }) => text)).size).toBe(90);
    expect(posts).toHaveLength(90);
  });

  it('removes a post, and minds not that it is gone', async () => {
    const account = await linked();
    const post = await publishWhole(publishing(account, 'soon gone'));
    await mastodon.publish?.remove?.(post, account.call);
    await mastodon.publish?.remove?.(post, account.call);
    expect((await read(null, account)).posts).toEqual([]);
  });

  it('makes nothing wider for an audience that the network does not have', async () => {
    const account = await linked();
    const plan = publishing(account, 'For a few', [], { audience: 'close_friends' });
    const [step] = mastodon.publish?.steps(plan.content) ?? [];
    if (step === undefined) throw new Error('There is a step.');
    expect(await performStep(plan, step, {})).toMatchObject({ kind: 'refused' });
    expect((await read(null, account)).posts).toEqual([]);
  });
});
