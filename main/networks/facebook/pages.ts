/** The Pages of a person: developers.facebook.com/docs/graph-api/reference/user/accounts */
import { z } from 'zod';
import type { AccountCall } from '../../core/ports/network.ts';
import type { RemoteProfile } from '../../core/ports/sign-in.ts';
import type { NetworkContext } from '../network.ts';
import type { Graph } from './graph.ts';
import { openSession } from './session.ts';

const pageSchema = z.object({ id: z.string().min(1), name: z.string().min(1), username: z.string().nullish() });
const grantedSchema = pageSchema.extend({ access_token: z.string().min(1) });
export type GrantedPage = z.infer<typeof grantedSchema>;
const listSchema = z.object({
  data: z.array(grantedSchema),
  paging: z.object({ cursors: z.object({ after: z.string() }).optional(), next: z.string().optional() }).optional(),
});
const mostLists = 10;

/** Every Page that the person chose, each with a token of its own. Throws NetworkFailure. */
export async function askPages(graph: Graph): Promise<readonly GrantedPage[]> {
  const found: GrantedPage[] = [];
  let after: string | undefined;
  for (let count = 0; count < mostLists; count += 1) {
    const query = new URLSearchParams({ fields: 'id,name,username,access_token', limit: '100' });
    if (after !== undefined) query.set('after', after);
    const { data, paging } = await graph.read(listSchema, `/me/accounts?${query.toString()}`);
    found.push(...data);
    after = paging?.next === undefined ? undefined : paging.cursors?.after;
    if (after === undefined) return found;
  }
  return found;
}

/** Asks Facebook who the Page is. Throws NetworkFailure. */
export async function whoAmI(call: AccountCall, context: NetworkContext): Promise<RemoteProfile> {
  const { read, page } = await openSession(call, context);
  return profileOf(await read(pageSchema, `/${page}?fields=id,name,username`), context);
}

/** A Page may have no name of its own in addresses. */
export function profileOf(page: z.infer<typeof pageSchema>, { addresses }: NetworkContext): RemoteProfile {
  const { www, graph } = addresses.facebook;
  return {
    remoteId: page.id,
    instance: graph,
    handle: page.username || page.name,
    displayName: page.name,
    profileUrl: new URL(`/${encodeURIComponent(page.username || page.id)}`, www).href,
  };
}
