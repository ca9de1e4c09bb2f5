import { createHash } from 'node:crypto';
import sharp from 'sharp';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { z } from 'zod';
import { type OidcServer, consentOnOidc, startOidc } from '../helpers/oidc.ts';
import { consentOnPds } from '../helpers/pds-consent.ts';
import { type PdsAccount, type PdsServer, startPds } from '../helpers/pds.ts';
import { snacApp, snacAuthorization, snacJson, snacToken } from '../helpers/snac-api.ts';
import { type SnacServer, type SnacUser, consentOnSnac, startSnac } from '../helpers/snac.ts';
import { blueskyOAuthApp } from '../servers/bluesky-oauth-app.ts';
import { serversAvailable } from '../servers/install.ts';
import { XrpcError, xrpcPost } from '../servers/xrpc.ts';

const firstInstallMs = 300_000;
const redirectUri = 'http://127.0.0.1:39999/callback';
const available = serversAvailable();
for (const line of available.leftOut) process.stdout.write(`${line}\n`);

describe('the Bluesky PDS', () => {
  let pds: PdsServer;
  let account: PdsAccount;

  beforeAll(async () => {
    pds = await startPds();
    account = await pds.createAccount('picture-poster.test');
  }, firstInstallMs);
  afterAll(() => pds?.stop());

  it('registers the new account in its own directory, on this machine only', async () => {
    const identity = await fetch(`${pds.plcUrl}/${account.did}`);
    const document = z.object({ alsoKnownAs: z.array(z.string()) }).parse(await identity.json());
    expect(document.alsoKnownAs).toEqual(['at://picture-poster.test']);
  });

  it('gives a posted picture back, byte for byte, with its words', async () => {
    const picture = await onePicture('image/jpeg');
    const blob = await uploadToPds(pds, account, picture);
    await createPost(pds, account, '3kpicture22a2', pictureRecord(blob));

    const [post] = await pds.listPosts(account.did);
    expect(post?.value['embed']).toMatchObject({ images: [{ alt: 'A square of one colour.', image: blob }] });
    const stored = await pds.getBlob(account.did, blob.ref.$link);
    expect(stored).toEqual(await picture.bytes());
  });

  it('refuses a record key it already has with a 500, and still shows the first post', async () => {
    await createPost(pds, account, '3ktwice2222a2', textRecord('The first'));
    const again = createPost(pds, account, '3ktwice2222a2', textRecord('The second'));

    await expect(again).rejects.toSatisfy((error) => error instanceof XrpcError && error.status === 500);
    expect((await pds.getPost(account.did, '3ktwice2222a2'))?.value['text']).toBe('The first');
    expect(await pds.getPost(account.did, '3knever2222a2')).toBeUndefined();
  });

  it('lets an app in after consent on its page, and tells it of a refusal', async () => {
    const app = blueskyOAuthApp(pds.url, pds.plcUrl, redirectUri);
    const consented = new URL(await consentOnPds((await app.authorize(pds.url)).href, account));
    const { session } = await app.callback(consented.searchParams);
    expect(session.did).toBe(account.did);

    const refused = new URL(await consentOnPds((await app.authorize(pds.url)).href, account, 'deny'));
    expect(refused.searchParams.get('error')).toBe('access_denied');
  });

  it('lets an app password in until it is revoked', async () => {
    const appPassword = await pds.appPassword(account, 'A test');
    const signIn = () =>
      xrpcPost(pds.url, 'com.atproto.server.createSession', {
        identifier: account.handle,
        password: appPassword.password,
      });
    expect(await signIn()).toMatchObject({ did: account.did });

    await pds.revokeAppPassword(account, appPassword.name);
    await expect(signIn()).rejects.toMatchObject({ status: 401 });
  });
});

describe.runIf(available.snac)('snac2', () => {
  let snac: SnacServer;
  let user: SnacUser;

  beforeAll(async () => {
    snac = await startSnac();
    user = await snac.addUser('painter');
  }, firstInstallMs);
  afterAll(() => snac?.stop());

  it('posts a picture with its description for an app its user consented to, and gives it back', async () => {
    const token = await snacToken(snac, user);
    const form = new FormData();
    form.set('file', await onePicture('image/png'), 'square.png');
    form.set('description', 'A square of one colour.');
    const media = identified.parse(await snacJson(snac, '/api/v2/media', { method: 'POST', body: form }, token));
    const body = new URLSearchParams({ status: 'A picture', 'media_ids[]': media.id, visibility: 'public' });
    const posted = identified.parse(await snacJson(snac, '/api/v1/statuses', { method: 'POST', body }, token));

    const status = snacStatus.parse(await snacJson(snac, `/api/v1/statuses/${posted.id}`, {}, token));
    expect(status.account.username).toBe('painter');
    expect(status.content).toContain('A picture');
    expect(status.media_attachments).toMatchObject([{ type: 'image', description: 'A square of one colour.' }]);
    const stored = await fetch(status.media_attachments[0]?.url ?? '');
    expect(await stored.bytes()).toEqual(await (await onePicture('image/png')).bytes());
  });

  it('does not take a wrong password', async () => {
    const app = await snacApp(snac);
    const stranger = { name: user.name, password: 'not the password' };
    await expect(consentOnSnac(snacAuthorization(snac, app), stranger)).rejects.toThrow('LOGIN INCORRECT');
  });
});

describe('the generic OAuth 2 server', () => {
  let oidc: OidcServer;

  beforeAll(async () => {
    oidc = await startOidc({ scopes: ['pictures'], accessTokenTtlSeconds: 600 });
  });
  afterAll(() => oidc?.stop());

  it('gives tokens for a consent with the right verifier, and knows whose they are', async () => {
    const tokens = oidcTokens.parse(await (await redeem(oidc, await oidcCode(oidc), 'v'.repeat(43))).json());
    expect(tokens.expires_in).toBe(600);
    expect(await oidc.provider.AccessToken.find(tokens.access_token)).toMatchObject({ accountId: 'painter' });
  });

  it('refuses a wrong verifier', async () => {
    const answer = await redeem(oidc, await oidcCode(oidc), 'w'.repeat(43));
    expect(await answer.json()).toMatchObject({ error: 'invalid_grant' });
  });

  it('ends the whole grant when an old refresh token comes back', async () => {
    const first = oidcTokens.parse(await (await redeem(oidc, await oidcCode(oidc), 'v'.repeat(43))).json());
    const second = oidcTokens.parse(await (await refresh(oidc, first.refresh_token)).json());
    expect((await refresh(oidc, first.refresh_token)).status).toBe(400);
    expect((await refresh(oidc, second.refresh_token)).status).toBe(400);
  });
});

const identified = z.object({ id: z.string() });
const blobReference = z.object({
  $type: z.literal('blob'),
  ref: z.object({ $link: z.string() }),
  mimeType: z.string(),
  size: z.number(),
});
const snacStatus = z.object({
  content: z.string(),
  account: z.object({ username: z.string() }),
  media_attachments: z.array(z.object({ type: z.string(), url: z.url(), description: z.string() })),
});
const oidcTokens = z.object({ access_token: z.string(), refresh_token: z.string(), expires_in: z.number() });

async function onePicture(type: 'image/jpeg' | 'image/png'): Promise<Blob> {
  const square = sharp({ create: { width: 32, height: 32, channels: 3, background: '#3b7a57' } });
  const bytes = await (type === 'image/png' ? square.png() : square.jpeg()).toBuffer();
  return new Blob([new Uint8Array(bytes)], { type });
}

function textRecord(text: string) {
  return { $type: 'app.bsky.feed.post', text, createdAt: '2026-01-02T03:04:05.000Z' };
}

function pictureRecord(image: z.infer<typeof blobReference>) {
  const images = [{ alt: 'A square of one colour.', image }];
  return { ...textRecord('A picture'), embed: { $type: 'app.bsky.embed.images', images } };
}

async function uploadToPds(pds: PdsServer, account: PdsAccount, picture: Blob) {
  const answer = await xrpcPost(pds.url, 'com.atproto.repo.uploadBlob', picture, account.accessJwt);
  return z.object({ blob: blobReference }).parse(answer).blob;
}

function createPost(pds: PdsServer, account: PdsAccount, rkey: string, record: object): Promise<unknown> {
  const body = { repo: account.did, collection: 'app.bsky.feed.post', rkey, record };
  return xrpcPost(pds.url, 'com.atproto.repo.createRecord', body, account.accessJwt);
}

async function oidcCode(oidc: OidcServer): Promise<string> {
  const query = new URLSearchParams({
    client_id: oidc.clientId,
    response_type: 'code',
    redirect_uri: redirectUri,
    scope: 'openid pictures',
    state: 'a-state',
    code_challenge: createHash('sha256').update('v'.repeat(43)).digest('base64url'),
    code_challenge_method: 'S256',
  });
  const redirect = new URL(await consentOnOidc(`${oidc.issuer}/auth?${query.toString()}`, 'painter'));
  return redirect.searchParams.get('code') ?? '';
}

function redeem(oidc: OidcServer, code: string, verifier: string): Promise<Response> {
  const grant = { grant_type: 'authorization_code', code, code_verifier: verifier, redirect_uri: redirectUri };
  return requestTokens(oidc, grant);
}

function refresh(oidc: OidcServer, refreshToken: string): Promise<Response> {
  return requestTokens(oidc, { grant_type: 'refresh_token', refresh_token: refreshToken });
}

function requestTokens(oidc: OidcServer, grant: Readonly<Record<string, string>>): Promise<Response> {
  const body = new URLSearchParams({ client_id: oidc.clientId, ...grant });
  return fetch(`${oidc.issuer}/token`, { method: 'POST', body });
}
