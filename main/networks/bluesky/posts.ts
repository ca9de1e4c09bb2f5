/** Where posts lie: in the collection app.bsky.feed.post of the account's repository, each under its key. */
import { z } from 'zod';
import type { RemotePost } from '../../core/ports/network.ts';
import { NetworkFailure } from '../../core/ports/network.ts';
import type { NetworkContext } from '../network.ts';
import { callOpenly } from './xrpc.ts';

export const collection = 'app.bsky.feed.post';

const recordSchema = z.object({ uri: z.string(), cid: z.string(), value: z.unknown() });
export type PublishedRecord = z.infer<typeof recordSchema>;

/** The address of a profile, by the handle where there is a valid one. */
export const profileUrl = (did: string, handle: string): string =>
  `https://bsky.app/profile/${handle === '' || handle === 'handle.invalid' ? did : handle}`;

export function remotePost(did: string, handle: string, key: string): RemotePost {
  return { remoteId: `at://${did}/${collection}/${key}`, url: `${profileUrl(did, handle)}/post/${key}` };
}

/** The key in a post's at:// address; empty when it is not one of this account's posts. */
export function keyIn(uri: string, did: string): string {
  const start = `at://${did}/${collection}/`;
  return uri.startsWith(start) ? uri.slice(start.length) : '';
}

/** The record under a key, or null when there is none: 404 in some versions of the server, 400 in others. */
export async function getRecord(
  place: { readonly service: string; readonly did: string; readonly collection: string; readonly key: string },
  call: { readonly signal: AbortSignal; readonly context: NetworkContext },
): Promise<PublishedRecord | null> {
  const query = { repo: place.did, collection: place.collection, rkey: place.key };
  try {
    return (await callOpenly(place.service, recordSchema, 'com.atproto.repo.getRecord', query, call)).body;
  } catch (error) {
    if (error instanceof NetworkFailure && error.problem.code === 'not_found') return null;
    throw error;
  }
}
