/** What a network says in an unusual way must not send a post twice, show it to more people, or hide the next ones. */
import { describe, expect, onTestFinished, test } from 'vitest';
import type { AccountCall } from '../../main/core/ports/network.ts';
import type { ReadResult } from '../../main/core/ports/source.ts';
import { memoryBook } from '../../main/networks/http/memory-book.ts';
import { readPosts } from '../../main/networks/bluesky/read.ts';
import { recordKey } from '../../main/networks/bluesky/tid.ts';
import { sourcePost, statusSchema } from '../../main/networks/fediverse/parse.ts';
import { outcomeOfWrite } from '../../main/networks/http/failure.ts';
import { defaultAddresses } from '../../main/networks/addresses.ts';
import { realWait } from '../../main/networks/wait.ts';
import { silentLog } from '../helpers/edges.ts';
import { client } from '../helpers/http-client.ts';
import { answerJson, startLoopback } from '../helpers/loopback.ts';

/** What Node's fetch throws when the system says this of a socket. */
function failedFetch(code: string, syscall: string): TypeError {
  return new TypeError('fetch failed', { cause: Object.assign(new Error(code), { code, syscall }) });
}
const outcome = async (code: string, syscall: string): Promise<string> =>
  (await outcomeOfWrite(() => Promise.reject(failedFetch(code, syscall)))).kind;

describe('a host that is out of reach', () => {
  test.each(['EHOSTUNREACH', 'ENETUNREACH', 'ECONNREFUSED'])(
    'while it is connected to was sent nothing (%s)',
    async (code) => expect(await outcome(code, 'connect')).toBe('refused'),
  );
  test.each(['EHOSTUNREACH', 'ENETUNREACH', 'ETIMEDOUT', 'ECONNRESET'])(
    'after the connection stood may have taken the post (%s)',
    async (code) => expect(await outcome(code, 'read')).toBe('unknown'),
  );
});

test.each([
  [true, 'direct'],
  [false, 'public'],
  [undefined, 'public'],
] as const)('a public post whose local_only is %j is for %s', (isLocal, audience) => {
  const status = statusSchema.parse({
    id: '1',
    created_at: '2026-01-01T00:00:00Z',
    visibility: 'public',
    account: { id: '2' },
    local_only: isLocal,
  });
  expect(sourcePost(status, 'pics.example').audience).toBe(audience);
});

const did = 'did:plc:mara';
const hourMs = 3_600_000;
const uriOf = (at: number): string => `at://${did}/app.bsky.feed.post/${recordKey('', at)}`;

/** A repository with posts of these times, read by a machine on its own clock; a server that keeps the time says it. */
async function repository(
  times: readonly number[],
  serverTime: (() => number) | null = null,
): Promise<{
  readonly clock: { now: number };
  readonly post: (at: number) => void;
  readonly read: (cursor: string | null) => Promise<ReadResult>;
}> {
  let all = times;
  const server = await startLoopback((request, response) => {
    const query = new URL(request.url ?? '', 'http://pds.example').searchParams;
    const after = query.get('cursor') ?? '';
    const records = all
      .toSorted((one, other) => one - other)
      .map((at) => ({ uri: uriOf(at), value: { text: 'Fog', createdAt: new Date(at).toISOString() } }))
      .filter(({ uri }) => uri > `at://${did}/app.bsky.feed.post/${after}`);
    response.sendDate = false;
    if (serverTime !== null) response.setHeader('date', new Date(serverTime()).toUTCString());
    answerJson(response, { records: query.get('reverse') === 'true' ? records : records.toReversed() });
  });
  onTestFinished(server.close);
  const { http, clock } = client();
  const credentials = { load: async () => null, save: async () => {} };
  const account = { network: 'bluesky', instance: server.url, remoteId: did, handle: 'mara.example' } as const;
  const call: AccountCall = { account, credentials, signal: new AbortController().signal };
  const context = {
    http,
    log: silentLog,
    now: () => clock.now,
    wait: realWait,
    addresses: defaultAddresses,
    budgets: memoryBook(),
  };
  return { clock, post: (at) => void (all = [...all, at]), read: (cursor) => readPosts(cursor, call, context) };
}
const idsOf = ({ posts }: ReadResult): readonly string[] => posts.map(({ remoteId }) => remoteId);

describe('a Bluesky post with a key from the future', () => {
  test('does not hide what is posted until then', async () => {
    const { clock, post, read } = await repository([]);
    const start = clock.now;
    const baseline = await read(null);
    post(start + 1_000);
    post(start + 10 * hourMs);
    clock.now += 2_000;
    const first = await read(baseline.cursor);
    expect(idsOf(first)).toEqual([uriOf(start + 1_000), uriOf(start + 10 * hourMs)]);
    post(start + hourMs);
    clock.now += 2 * hourMs;
    expect(idsOf(await read(first.cursor))).toContain(uriOf(start + hourMs));
  });

  test.each([
    ['a day and two hours', 26 * hourMs],
    ['two minutes', hourMs / 30],
  ])(
    'hides nothing either when this machine made it, whose clock is %s ahead: the server’s counts',
    async (_, aheadMs) => {
      const start = client().clock.now;
      const { clock, post, read } = await repository([], () => start);
      clock.now += aheadMs;
      const baseline = await read(null);
      post(start + aheadMs);
      const ahead = await read(baseline.cursor);
      expect(idsOf(ahead)).toEqual([uriOf(start + aheadMs)]);
      post(start + aheadMs / 2);
      expect(idsOf(await read(ahead.cursor))).toContain(uriOf(start + aheadMs / 2));
    },
  );

  test('seems to be every post to a machine whose clock is behind, which still reads nothing older than its baseline', async () => {
    const start = client().clock.now;
    const { clock, read } = await repository([start - 2 * hourMs, start - hourMs]);
    clock.now -= 365 * 24 * hourMs;
    const { cursor } = await read(null);
    expect(idsOf(await read(cursor))).toEqual([]);
  });
});
