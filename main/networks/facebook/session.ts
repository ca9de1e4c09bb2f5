/** A Page's calls with the Page's own token, which has no end of its own and so is never renewed. */
import { z } from 'zod';
import { ownerOf } from '../../core/ports/budgets.ts';
import { type AccountCall, NetworkFailure } from '../../core/ports/network.ts';
import type { NetworkContext } from '../network.ts';
import { type Graph, graphWith } from './graph.ts';

const documentSchema = z.object({
  pageToken: z.string().min(1),
  /** The person's own token: it takes the permission back. It ends after about 60 days; the Page's token goes on. */
  userToken: z.string().min(1),
  /** The names of the other Pages of the same sign-in: taking the permission back ends them too. */
  otherPages: z.array(z.string()),
});
/** The sealed document of an account. */
export type FacebookDocument = z.infer<typeof documentSchema>;

export interface PageSession extends Graph {
  /** The Page's id as part of a path. */
  readonly page: string;
  readonly www: string;
}

/** Throws `auth_expired`, certainly unsent, when there is no usable sign-in. */
export async function readDocument({ credentials }: AccountCall): Promise<FacebookDocument> {
  const document = documentSchema.safeParse(await credentials.load());
  if (document.success) return document.data;
  throw new NetworkFailure({ code: 'auth_expired' }, { notSent: true, cause: document.error });
}

export async function openSession(call: AccountCall, context: NetworkContext): Promise<PageSession> {
  const { pageToken } = await readDocument(call);
  const { account, signal } = call;
  const graph = graphWith({ token: pageToken, account: ownerOf(account), signal }, context);
  return { ...graph, page: encodeURIComponent(account.remoteId), www: context.addresses.facebook.www };
}
