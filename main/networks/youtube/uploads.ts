/** The channel's own uploads, newest first, whoever may see them. */
import { NetworkFailure } from '../../core/ports/network.ts';
import { playlistSchema, type Upload, type Video, videosSchema } from './parse.ts';
import type { Session } from './session.ts';

/** The most that one call gives, of either kind. */
export const pageSize = 50;

export interface UploadsPage {
  readonly uploads: readonly Upload[];
  readonly next: string | null;
}

/** A channel that never uploaded anything has no such list yet. Throws NetworkFailure. */
export async function uploadsPage(session: Session, pageToken: string | null): Promise<UploadsPage> {
  const query = new URLSearchParams({
    part: 'snippet,contentDetails',
    playlistId: session.document.playlist,
    maxResults: String(pageSize),
    ...(pageToken !== null && { pageToken }),
  });
  try {
    const page = await session.read(playlistSchema, `/youtube/v3/playlistItems?${query.toString()}`);
    return { uploads: page.items ?? [], next: page.nextPageToken || null };
  } catch (error) {
    if (error instanceof NetworkFailure && error.problem.code === 'not_found') return { uploads: [], next: null };
    throw error;
  }
}

/** What is there of these videos; one that is gone is left out. Throws NetworkFailure. */
export async function videosOf(session: Session, ids: readonly string[]): Promise<readonly Video[]> {
  const found: Video[] = [];
  for (let start = 0; start < ids.length; start += pageSize) {
    const query = new URLSearchParams({ part: 'snippet,status', id: ids.slice(start, start + pageSize).join(',') });
    const { items = [] } = await session.read(videosSchema, `/youtube/v3/videos?${query.toString()}`);
    found.push(...items);
  }
  return found;
}
