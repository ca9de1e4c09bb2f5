/** Reading one's own posts from the account's own server, where they are in the open; no app view is needed. */
import { z } from 'zod';
import type { AccountCall } from '../../core/ports/network.ts';
import type { ReadResult, SourcePost } from '../../core/ports/source.ts';
import { NetworkFailure } from '../../core/ports/network.ts';
import type { NetworkContext } from '../network.ts';
import { fetchVideo } from '../http/media.ts';
import { serverTime } from '../http/server-time.ts';
import { explainXrpc } from './errors.ts';
import { parsePost, postSchema } from './parse.ts';
import { collection, getRecord, keyIn, remotePost } from './posts.ts';
import { recordKey } from './tid.ts';
import { callOpenly } from './xrpc.ts';

const baselinePosts = 20;
const pagePosts = 100;
/** More than this at once comes with the next read. */
const mostPages = 5;

const pageSchema = z.object({ records: z.array(z.object({ uri: z.string(), value: z.unknown() })) });
type Records = z.infer<typeof pageSchema>['records'];
interface Found {
  readonly records: Records;
  /** What time it is at the server, in milliseconds since the epoch; this machine's time where the server does not say. */
  readonly at: number;
}

async function page(
  query: Readonly<Record<string, string>>,
  call: AccountCall,
  context: NetworkContext,
): Promise<Found> {
  const { remoteId: repo, instance } = call.account;
  const { signal } = call;
  const whole = { repo, collection, ...query };
  const answer = await callOpenly(instance, pageSchema, 'com.atproto.repo.listRecords', whole, { signal, context });
  return { records: answer.body.records, at: serverTime(answer.headers) ?? context.now() };
}

async function newest(call: AccountCall, context: NetworkContext): Promise<Found> {
  const { records, at } = await page({ limit: String(baselinePosts) }, call, context);
  return { records: records.toReversed(), at };
}

/** Keys sort by time, so "newer" is "behind the last key". */
async function newerThan(cursor: string, call: AccountCall, context: NetworkContext): Promise<Found> {
  const found: Records = [];
  let [last, now] = [cursor, context.now()];
  for (let pages = 0; pages < mostPages; pages += 1) {
    const after = last === '' ? {} : { cursor: last };
    const { records, at } = await page({ limit: String(pagePosts), reverse: 'true', ...after }, call, context);
    found.push(...records);
    now = at;
    if (records.length < pagePosts) break;
    last = keyIn(records.at(-1)?.uri ?? '', call.account.remoteId);
  }
  return { records: found, at: now };
}

/** A record that is no post, which another program may have written, must not stop the posts behind it. */
function parsed(record: Records[number], call: AccountCall, context: NetworkContext): readonly SourcePost[] {
  const { remoteId: did, handle, instance: service } = call.account;
  const post = postSchema.safeParse(record.value);
  const videoService = context.addresses.bluesky.video;
  if (post.success) {
    return [parsePost(post.data, { service, did, videoService, ...remotePost(did, handle, keyIn(record.uri, did)) })];
  }
  context.log.warn('A record on Bluesky is not a post and was passed over.', { uri: record.uri });
  return [];
}

/** The posts after the record key in `cursor`, oldest first; the newest few without one. Throws NetworkFailure. */
export async function readPosts(
  cursor: string | null,
  call: AccountCall,
  context: NetworkContext,
): Promise<ReadResult> {
  const { records, at } = cursor === null ? await newest(call, context) : await newerThan(cursor, call, context);
  const keys = records.map(({ uri }) => keyIn(uri, call.account.remoteId));
  return {
    posts: records.flatMap((record) => parsed(record, call, context)),
    cursor: newestPast(keys, at) ?? cursor ?? keys.at(-1) ?? '',
  };
}

/** One post as it is now; null when it is gone, or no post of this account. */
export async function readPost(
  remoteId: string,
  call: AccountCall,
  context: NetworkContext,
): Promise<SourcePost | null> {
  const { remoteId: did, instance: service } = call.account;
  const key = keyIn(remoteId, did);
  if (key === '') return null;
  const record = await getRecord({ service, did, collection, key }, { signal: call.signal, context });
  return record === null ? null : (parsed(record, call, context)[0] ?? null);
}

/**
 * A key from the future was made by a clock that runs ahead, be it this machine's. Behind it nothing would be noticed until
 * that time, so it does not become the cursor, not even one of the next minute; its record is read again until then, and is
 * known.
 */
function newestPast(keys: readonly string[], now: number): string | undefined {
  const latest = recordKey('', now);
  return keys.findLast((key) => key <= latest);
}

/** The original file, from the account's own server alone; the still of a video from the video service. */
export async function readPicture(
  url: string,
  maxBytes: number,
  call: AccountCall,
  context: NetworkContext,
): Promise<Uint8Array> {
  const stills = `${context.addresses.bluesky.video}/watch/`;
  if (!url.startsWith(stills)) checkPlace(url, call);
  const { body } = await context.http.bytes({
    method: 'GET',
    kind: 'read',
    url,
    maxBytes,
    signal: call.signal,
    explain: (answer) => explainXrpc(answer, context.now()),
  });
  return body;
}

/** The bytes of a video while they come in, from the account's own server alone. */
export async function readVideo(
  url: string,
  maxBytes: number,
  call: AccountCall,
  context: NetworkContext,
): Promise<AsyncIterable<Uint8Array>> {
  checkPlace(url, call);
  return await fetchVideo(url, maxBytes, call, context);
}

/** Throws `redirected_away`. */
function checkPlace(url: string, { account }: AccountCall): void {
  if (url.startsWith(`${account.instance}/xrpc/com.atproto.sync.getBlob?`)) return;
  const detail = 'The file is not on the account’s own server.';
  throw new NetworkFailure({ code: 'redirected_away', detail }, { notSent: true });
}
