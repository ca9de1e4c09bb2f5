/** Reading one's own posts on Instagram and Threads: the same way, under other names. */
import type { z } from 'zod';
import { NetworkFailure } from '../../core/ports/network.ts';
import { type SourcePost } from '../../core/ports/source.ts';
import type { NetworkReading } from '../network.ts';
import type { MetaDialect } from './dialect.ts';
import { type Dated, pageOf, readNewer } from './newer.ts';
import { openSession } from './session.ts';

const pageSize = '50';

/** What a network calls its posts, and how one of them is read. */
export interface OwnMedia<Item extends Dated> {
  readonly path: string;
  /** Another list, short and whole, of what the first one leaves out: Instagram's stories. */
  readonly besides?: string;
  readonly fields: string;
  readonly schema: z.ZodType<Item>;
  /** Null for what is no post of the account's own. */
  readonly toPost: (item: Item) => SourcePost | null;
}

/** `posts` reads from the newest back to the cursor: there is no way to ask for what is newer. Both throw NetworkFailure. */
export function readingOf<Item extends Dated>(
  dialect: MetaDialect,
  { path, besides, fields, schema, toPost }: OwnMedia<Item>,
): Pick<NetworkReading, 'posts' | 'post'> {
  return {
    posts: async (cursor, call, context) => {
      const session = await openSession(dialect, call, context);
      const pages = (after: string | undefined) =>
        session.read(pageOf(schema), path, { fields, limit: pageSize, ...(after !== undefined && { after }) });
      const others = besides === undefined ? [] : (await session.read(pageOf(schema), besides, { fields })).data;
      return readNewer(cursor, pages, { toPost, others }, context);
    },
    // Null when Graph has said twice that it is gone.
    post: async (remoteId, call, context) => {
      const session = await openSession(dialect, call, context);
      const ask = () => session.read(schema, `/${encodeURIComponent(remoteId)}`, { fields });
      const item = await ask()
        .catch((error: unknown) => (isGone(error) ? ask() : Promise.reject(error)))
        .catch((error: unknown) => (isGone(error) ? null : Promise.reject(error)));
      return item === null ? null : toPost(item);
    },
  };
}

const isGone = (error: unknown) => error instanceof NetworkFailure && error.problem.code === 'not_found';
