/** Reading a channel whose list does what the pretend YouTube's does not: videos that wait, vanish, or are no good. */
import { afterEach, describe, expect, it } from 'vitest';
import type { AccountCall } from '../../main/core/ports/network.ts';
import { defaultAddresses } from '../../main/networks/addresses.ts';
import { connectors } from '../../main/networks/registry.ts';
import { silentLog } from '../helpers/edges.ts';
import { answerJson, type Loopback, startLoopback } from '../helpers/loopback.ts';

const clock = { now: 0 };
const opened: Loopback[] = [];
afterEach(async () => {
  await Promise.all(opened.splice(0).map(({ close }) => close()));
});

interface Listed {
  readonly id: string;
  /** When it was uploaded. */
  readonly at: string;
  /** When it came out, where that was later. */
  readonly outAt?: string;
  readonly status?: object;
}
const resourceOf = ({ id, at, outAt = at, status }: Listed) => ({
  id,
  snippet: { publishedAt: outAt, channelId: 'UC1', title: id },
  status: { privacyStatus: 'public', ...status },
});

/** A channel that has these uploads; the list can be changed while the test runs. Two make a page. */
async function channel(uploads: Listed[], isEmpty = false) {
  clock.now = Date.parse('2026-11-22T10:00:00Z');
  const server = await startLoopback((request, response) => {
    const { pathname, searchParams } = new URL(request.url ?? '/', 'http://localhost');
    if (pathname === '/youtube/v3/videos') {
      const ids = searchParams.get('id')?.split(',') ?? [];
      return answerJson(response, { items: uploads.filter(({ id }) => ids.includes(id)).map(resourceOf) });
    }
    if (isEmpty) return answerJson(response, { error: { errors: [{ reason: 'playlistNotFound' }] } }, 404);
    const start = Number(searchParams.get('pageToken') ?? 0);
    const items = uploads
      .slice(start, start + 2)
      .map(({ id, at }) => ({ snippet: { publishedAt: at }, contentDetails: { videoId: id } }));
    return answerJson(response, { items, ...(start + 2 < uploads.length && { nextPageToken: String(start + 2) }) });
  });
  opened.push(server);
  const google = { accounts: server.url, oauth: server.url, api: server.url, watch: server.url };
  const made = connectors({
    fetch,
    log: silentLog,
    now: () => clock.now,
    addresses: { ...defaultAddresses, google },
    allowLoopbackHttp: true,
  });
  const document = {
    clientId: 'app',
    clientSecret: 'hush',
    accessToken: 'first',
    refreshToken: 'lasting',
    scope: 'all',
    expiresAt: clock.now + 30 * 86_400_000,
    playlist: 'UU1',
  };
  const call: AccountCall = {
    account: { network: 'youtube', instance: server.url, remoteId: 'UC1', handle: 'mara' },
    credentials: { load: async () => document, save: async () => {} },
    signal: new AbortController().signal,
  };
  const read = made.get('youtube')?.read;
  if (read === undefined) throw new Error('YouTube reads.');
  const idsOf = async (cursor: string | null) => {
    const result = await read.posts(cursor, call);
    return { ids: result.posts.map(({ remoteId }) => remoteId), cursor: result.cursor };
  };
  return { idsOf, server };
}
const at = (minute: number) => `2026-11-22T09:${String(minute).padStart(2, '0')}:00Z`;

describe('reading a channel', () => {
  it('goes back page by page until it meets what it knows, though that was deleted', async () => {
    const uploads = [
      { id: 'b', at: at(2) },
      { id: 'a', at: at(1) },
    ];
    const { idsOf, server } = await channel(uploads);
    const { ids, cursor } = await idsOf(null);
    expect(ids).toEqual(['a', 'b']);
    uploads.shift();
    uploads.unshift({ id: 'e', at: at(5) }, { id: 'd', at: at(4) }, { id: 'c', at: at(3) });
    expect((await idsOf(cursor)).ids).toEqual(['c', 'd', 'e']);
    expect(server.asked.filter((line) => line.includes('/playlistItems'))).toHaveLength(3);
  });

  it('asks for no videos where there is nothing new', async () => {
    const { idsOf, server } = await channel([{ id: 'a', at: at(1) }]);
    const { cursor } = await idsOf(null);
    const before = server.asked.length;
    expect((await idsOf(cursor)).ids).toEqual([]);
    expect(server.asked.slice(before)).toEqual([expect.stringContaining('/playlistItems')]);
  });

  it('tells two videos of the same second apart', async () => {
    const uploads = [{ id: 'b', at: at(2) }];
    const { idsOf } = await channel(uploads);
    const { cursor } = await idsOf(null);
    uploads.unshift({ id: 'c', at: at(2) });
    const next = await idsOf(cursor);
    expect(next.ids).toEqual(['c']);
    expect((await idsOf(next.cursor)).ids).toEqual([]);
  });

  it('takes a video that was to come out later when its time has come, and not before', async () => {
    const later = { id: 'later', at: at(3), status: { privacyStatus: 'private', publishAt: '2026-11-22T12:00:00Z' } };
    const uploads: Listed[] = [later, { id: 'a', at: at(1) }];
    const { idsOf } = await channel(uploads);
    const first = await idsOf(null);
    expect(first.ids).toEqual(['a']);
    const second = await idsOf(first.cursor);
    expect(second.ids).toEqual([]);
    clock.now = Date.parse('2026-11-22T12:00:01Z');
    uploads[0] = { id: 'later', at: at(3), outAt: '2026-11-22T12:00:00Z' };
    const third = await idsOf(second.cursor);
    expect(third.ids).toEqual(['later']);
    expect((await idsOf(third.cursor)).ids).toEqual([]);
  });

  it('forgets a video that was to come out later and was deleted', async () => {
    const later = { id: 'later', at: at(3), status: { privacyStatus: 'private', publishAt: '2026-11-22T12:00:00Z' } };
    const uploads: Listed[] = [later];
    const { idsOf } = await channel(uploads);
    const { cursor } = await idsOf(null);
    uploads.pop();
    expect(JSON.parse((await idsOf(cursor)).cursor)).toMatchObject({ scheduled: [] });
  });

  it('leaves out what YouTube could not use, and a channel that never had a video is empty', async () => {
    const { idsOf } = await channel([
      { id: 'bad', at: at(2), status: { uploadStatus: 'failed' } },
      { id: 'a', at: at(1) },
    ]);
    expect((await idsOf(null)).ids).toEqual(['a']);
    const empty = await channel([], true);
    const { ids, cursor } = await empty.idsOf(null);
    expect([ids, (await empty.idsOf(cursor)).ids]).toEqual([[], []]);
  });
});
