/** Records of the sample person's repository: created under the client's own key, read, listed, deleted. */
import { z } from 'zod';
import { markDeleted, recordDelivery } from '../deliveries.ts';
import { person } from '../people.ts';
import type { RateVerdict } from '../rate-limits.ts';
import { json, type Answer, type Incoming, type Route } from '../server.ts';
import { readJson } from '../bodies.ts';
import { signedIn } from './authentication.ts';
import type { StoredRecord } from './bluesky-state.ts';
import { recordCid } from './cid.ts';
import { stateOf, type PdsContext } from './pds-context.ts';
import { checkPost, imagesOf, type Post, videoOf } from './post-record.ts';
import { nextTid } from './tid.ts';
import { invalidRequest, rateHeaders, rateLimitExceeded, xrpcError } from './xrpc.ts';

const { did, handle } = person.bluesky;
const postCollection = 'app.bsky.feed.post';
const writeSchema = z.object({
  repo: z.string(),
  collection: z.string(),
  rkey: z.string().optional(),
  record: z.record(z.string(), z.unknown()),
});
const deleteSchema = z.object({ repo: z.string(), collection: z.string(), rkey: z.string() });
type Write = z.infer<typeof writeSchema>;

/** What each kind of write counts (docs.bsky.app, rate limits). */
const writePoints = { create: 3, update: 2, delete: 1 } as const;
const writeWindow = { limit: 5000, windowMs: 3_600_000 };
const dayWindow = { limit: 35_000, windowMs: 86_400_000 };

export function repoRoutes(context: PdsContext): readonly Route[] {
  const at = (method: string) => `/xrpc/com.atproto.repo.${method}`;
  const writing = (action: 'create' | 'update' | 'delete', handle: (incoming: Incoming) => Answer) =>
    signedIn(
      context,
      (incoming) => ({ kind: 'repo', action, collection: String(readJson(incoming)['collection']) }),
      (incoming) => {
        if (context.world.moodOf('bluesky').isCapReached) return usedUp(context.world.now());
        const verdict = context.world.takeCall('bluesky writes', writeWindow, writePoints[action]);
        const ofTheDay = context.world.takeCall('bluesky writes of the day', dayWindow, writePoints[action]);
        const headers = rateHeaders(verdict, writeWindow.windowMs);
        if (!verdict.allowed) return writesExceeded(verdict, writeWindow.windowMs, context.world.now());
        if (!ofTheDay.allowed) return writesExceeded(ofTheDay, dayWindow.windowMs, context.world.now());
        const answer = handle(incoming);
        return { ...answer, headers: { ...answer.headers, ...headers } };
      },
    );
  return [
    {
      method: 'POST',
      path: at('createRecord'),
      handle: writing('create', (incoming) => createRecord(context, writeSchema.parse(readJson(incoming)))),
    },
    {
      method: 'POST',
      path: at('putRecord'),
      handle: writing('update', (incoming) => putRecord(context, writeSchema.parse(readJson(incoming)))),
    },
    {
      method: 'POST',
      path: at('deleteRecord'),
      handle: writing('delete', (incoming) => deleteRecord(context, incoming)),
    },
    { method: 'GET', path: at('getRecord'), handle: (incoming) => getRecord(context, incoming) },
    { method: 'GET', path: at('listRecords'), handle: (incoming) => listRecords(context, incoming) },
  ];
}

function writesExceeded(verdict: RateVerdict, windowMs: number, now: number): Answer {
  const waitSeconds = Math.ceil((verdict.resetAt - now) / 1000);
  return rateLimitExceeded({ ...rateHeaders(verdict, windowMs), 'retry-after': String(waitSeconds) });
}
const usedUp = (now: number): Answer =>
  writesExceeded(
    { allowed: false, limit: dayWindow.limit, remaining: 0, resetAt: now + 6 * 3_600_000 },
    dayWindow.windowMs,
    now,
  );

const isHers = (repo: string | null) => repo === did || repo === handle;
export const recordUri = ({ collection, rkey }: Pick<StoredRecord, 'collection' | 'rkey'>): string =>
  `at://${did}/${collection}/${rkey}`;
export const postUrl = (context: PdsContext, rkey: string): string =>
  `${context.base()}/profile/${handle}/post/${rkey}`;
const commitOf = (context: PdsContext, cid: string) => ({
  cid: recordCid({ commit: cid }),
  rev: nextTid(context.world.now()),
});

function findRecord(
  context: PdsContext,
  collection: string | null,
  rkey: string | null | undefined,
): StoredRecord | undefined {
  return stateOf(context).records.find((record) => record.collection === collection && record.rkey === rkey);
}

/** The record, checked and ready to be kept. Throws a Refusal. */
function prepare(context: PdsContext, write: Write): StoredRecord {
  if (!isHers(write.repo)) throw invalidRequest(`Could not find repo: ${write.repo}`);
  const rkey = write.rkey ?? nextTid(context.world.now());
  const isPost = write.collection === postCollection;
  if (!/^[\w.:~-]{1,512}$/.test(rkey)) throw invalidRequest(`Invalid record key: ${rkey}`);
  if (isPost && !/^[2-7a-j][2-7a-z]{12}$/.test(rkey))
    throw invalidRequest(`Invalid record key for ${postCollection}: Invalid TID`);
  const value = { $type: write.collection, ...write.record };
  if (value.$type !== write.collection)
    throw invalidRequest(`Invalid $type: expected ${write.collection}, got ${value.$type}`);
  if (isPost) checkPost(value, stateOf(context).blobs);
  return { collection: write.collection, rkey, cid: recordCid(value), value, indexedAt: context.world.now() };
}

/** A key that is taken makes a real PDS fail with a 500; clients find out with getRecord. */
function createRecord(context: PdsContext, write: Write): Answer {
  const record = prepare(context, write);
  if (findRecord(context, record.collection, record.rkey) !== undefined)
    return xrpcError(500, 'InternalServerError', 'Internal Server Error');
  stateOf(context).records.push(record);
  deliver(context, record, write.rkey ?? null);
  return written(context, record);
}

function putRecord(context: PdsContext, write: Write): Answer {
  const record = prepare(context, write);
  const state = stateOf(context);
  const isNew = findRecord(context, record.collection, record.rkey) === undefined;
  state.records = [...state.records.filter((kept) => recordUri(kept) !== recordUri(record)), record];
  if (isNew) deliver(context, record, write.rkey ?? null);
  context.world.store.changed();
  return written(context, record);
}

function written(context: PdsContext, record: StoredRecord): Answer {
  const validationStatus = record.collection === postCollection ? 'valid' : 'unknown';
  return json(200, {
    uri: recordUri(record),
    cid: record.cid,
    commit: commitOf(context, record.cid),
    validationStatus,
  });
}

function deliver(context: PdsContext, record: StoredRecord, key: string | null): void {
  context.world.store.changed();
  if (record.collection !== postCollection) return;
  const state = stateOf(context);
  const post = checkPost(record.value, state.blobs);
  const place = {
    network: 'bluesky',
    id: recordUri(record),
    url: postUrl(context, record.rkey),
    at: record.indexedAt,
  } as const;
  recordDelivery(context.world.store, {
    ...place,
    text: post.text,
    visibility: 'public',
    warning: '',
    key,
    replyTo: post.reply?.parent.uri ?? null,
    media: filesOf(post).map(({ file, alt }) => {
      const blob = state.blobs.find(({ cid }) => cid === file.ref.$link);
      return { sha256: blob?.madeFrom ?? blob?.sha256 ?? '', altText: alt, mimeType: file.mimeType };
    }),
    deletedAt: null,
  });
}

function filesOf(post: Post) {
  const video = videoOf(post);
  if (video !== null) return [{ file: video.video, alt: video.alt ?? '' }];
  return imagesOf(post).map(({ image, alt }) => ({ file: image, alt }));
}

/** Succeeds even when the record is gone already. */
function deleteRecord(context: PdsContext, incoming: Incoming): Answer {
  const { repo, collection, rkey } = deleteSchema.parse(readJson(incoming));
  if (!isHers(repo)) throw invalidRequest(`Could not find repo: ${repo}`);
  const state = stateOf(context);
  const record = findRecord(context, collection, rkey);
  if (record === undefined) return json(200, {});
  state.records = state.records.filter((kept) => kept !== record);
  markDeleted(context.world.store, 'bluesky', recordUri(record), context.world.now());
  return json(200, { commit: commitOf(context, record.cid) });
}

const recordView = (record: StoredRecord) => ({ uri: recordUri(record), cid: record.cid, value: record.value });

function getRecord(context: PdsContext, { url }: Incoming): Answer {
  const query = url.searchParams;
  const record = isHers(query.get('repo'))
    ? findRecord(context, query.get('collection'), query.get('rkey'))
    : undefined;
  if (record !== undefined) return json(200, recordView(record));
  return xrpcError(
    400,
    'RecordNotFound',
    `Could not locate record: at://${query.get('repo')}/${query.get('collection')}/${query.get('rkey')}`,
  );
}

/** By record key, newest first unless `reverse`; the cursor is the last key shown. */
function listRecords(context: PdsContext, { url }: Incoming): Answer {
  const query = url.searchParams;
  const limit = Number(query.get('limit') ?? 50);
  if (!isHers(query.get('repo'))) throw invalidRequest(`Could not find repo: ${query.get('repo')}`);
  if (!Number.isInteger(limit) || limit < 1 || limit > 100)
    throw invalidRequest('Error: Params must have a limit between 1 and 100');
  const isReversed = query.get('reverse') === 'true';
  const cursor = query.get('cursor');
  const ordered = stateOf(context)
    .records.filter((record) => record.collection === query.get('collection'))
    .toSorted((a, b) => (a.rkey < b.rkey === isReversed ? -1 : 1));
  const after = cursor === null ? ordered : ordered.filter(({ rkey }) => (isReversed ? rkey > cursor : rkey < cursor));
  const shown = after.slice(0, limit);
  const last = shown.at(-1);
  return json(200, { records: shown.map(recordView), ...(last === undefined ? {} : { cursor: last.rkey }) });
}
