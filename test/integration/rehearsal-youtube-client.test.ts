/** Google's own client against the pretend YouTube: what it expects of the real one it must find here. */
import { Readable } from 'node:stream';
import { auth, youtube } from '@googleapis/youtube';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { apps } from '../../main/rehearsal/people.ts';
import { consent, openWorld, pkce, sha256, type RehearsalWorld } from './rehearsal-setup.ts';
import { allScopes, redirectUri, testVideo } from './rehearsal-youtube.ts';

let world: RehearsalWorld;
beforeAll(async () => {
  world = await openWorld();
});
afterAll(() => world.end());

function oauthClient() {
  const { accounts, oauth } = world.rehearsal.addresses.google;
  const { clientId, clientSecret } = apps.youtube;
  const endpoints = {
    oauth2AuthBaseUrl: `${accounts}/o/oauth2/v2/auth`,
    oauth2TokenUrl: `${oauth}/token`,
    oauth2RevokeUrl: `${oauth}/revoke`,
  };
  return new auth.OAuth2({ clientId, clientSecret, redirectUri, endpoints });
}
type OAuthClient = ReturnType<typeof oauthClient>;

async function signedIn(): Promise<OAuthClient> {
  const client = oauthClient();
  const { verifier, challenge } = pkce();
  const url = new URL(
    client.generateAuthUrl({ access_type: 'offline', prompt: 'consent', scope: allScopes.split(' ') }),
  );
  url.searchParams.set('code_challenge', challenge);
  url.searchParams.set('code_challenge_method', 'S256');
  const code = (await consent(url)).searchParams.get('code') ?? '';
  const { tokens } = await client.getToken({ code, codeVerifier: verifier });
  client.setCredentials(tokens);
  return client;
}

async function api(client?: OAuthClient) {
  const rootUrl = world.rehearsal.addresses.google.api;
  const options = { rootUrl: `${rootUrl}/`, retry: false };
  const { channels, playlistItems, videos } = youtube({
    version: 'v3',
    auth: client ?? (await signedIn()),
    ...options,
  });
  return { channels, playlistItems, videos, options };
}
const failureOf = (call: Promise<unknown>) =>
  call.then(
    () => null,
    (error: { readonly status?: number; readonly message?: string }) => ({
      status: error.status,
      message: error.message,
    }),
  );

describe('Google’s client', () => {
  it('signs in, renews its token, and takes the permission back', async () => {
    const client = await signedIn();
    const { credentials } = await client.refreshAccessToken();
    expect(credentials.refresh_token).toMatch(/^1\/\//);
    expect(credentials.scope?.split(' ').toSorted()).toEqual(allScopes.split(' ').toSorted());
    await client.revokeToken(credentials.refresh_token ?? '');
    expect(await failureOf(client.refreshAccessToken())).toMatchObject({ status: 400, message: 'invalid_grant' });
  });

  it('finds the channel and walks through its uploads', async () => {
    const { channels, playlistItems, videos } = await api();
    const mine = (await channels.list({ part: ['snippet', 'contentDetails'], mine: true })).data.items?.[0];
    expect(mine?.snippet?.customUrl).toBe('@maralindt');
    const playlistId = mine?.contentDetails?.relatedPlaylists?.uploads ?? '';
    const page = async (pageToken: string) => {
      const more = pageToken === '' ? {} : { pageToken };
      const { data } = await playlistItems.list({ part: ['contentDetails'], playlistId, maxResults: 2, ...more });
      return { next: data.nextPageToken, ids: data.items?.map((item) => item.contentDetails?.videoId ?? '') ?? [] };
    };
    const ids: string[] = [];
    for (let pageToken = '', pages = 0; pages < 3; pages += 1) {
      const { next, ids: found } = await page(pageToken);
      ids.push(...found);
      expect(next === undefined).toBe(pages === 2);
      pageToken = next ?? '';
    }
    expect(new Set(ids).size).toBe(6);
    const { data } = await videos.list({ part: ['snippet', 'status', 'statistics'], id: ids });
    expect(data.items?.every(({ status, snippet }) => status?.uploadStatus === 'processed' && snippet?.title)).toBe(
      true,
    );
  });

  it('uploads exact bytes, changes the words, deletes', async () => {
    const { videos, options } = await api();
    const content = testVideo(123_456);
    const requestBody = {
      snippet: { title: 'By the client', description: 'Words', categoryId: '22' },
      status: { privacyStatus: 'unlisted' },
    };
    const media = { mimeType: 'video/mp4', body: Readable.from([content]) };
    const { data } = await videos.insert({ part: ['snippet', 'status'], requestBody, media }, options);
    const id = data.id ?? '';
    expect(data.status).toMatchObject({ uploadStatus: 'processed', privacyStatus: 'private' });
    const delivery = (await world.deliveries()).find((item) => item.id === id);
    expect(delivery?.media).toMatchObject([{ sha256: sha256(content), mimeType: 'video/mp4' }]);
    await videos.update({ part: ['snippet'], requestBody: { id, snippet: { ...data.snippet, title: 'Changed' } } });
    const read = await videos.list({ part: ['snippet'], id: [id] });
    expect(read.data.items?.[0]?.snippet).toMatchObject({ title: 'Changed', description: 'Words' });
    await videos.delete({ id });
    expect(await failureOf(videos.delete({ id }))).toMatchObject({ status: 404 });
  });

  it('is told in Google’s words what is wrong', async () => {
    const { videos, options } = await api();
    const media = { mimeType: 'video/mp4', body: Readable.from([testVideo(100)]) };
    const untitled = videos.insert({ part: ['snippet'], requestBody: { snippet: {} }, media }, options);
    expect(await failureOf(untitled)).toEqual({
      status: 400,
      message: 'The request metadata specifies an invalid or empty video title.',
    });
    const stranger = oauthClient();
    stranger.setCredentials({ access_token: 'made-up' });
    const { channels } = await api(stranger);
    expect(await failureOf(channels.list({ part: ['id'], mine: true }))).toMatchObject({ status: 401 });
  });
});
