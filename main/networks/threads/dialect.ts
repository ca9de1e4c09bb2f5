/** Threads, as the files that it shares with Instagram want it. */
import { z } from 'zod';
import type { MetaDialect, MetaHosts } from '../meta/dialect.ts';
import { publishing } from './publish.ts';

/** The id is left as text: it is longer than JavaScript's numbers are exact. */
const profileSchema = z.object({
  id: z.union([z.string(), z.number()]).transform(String),
  username: z.string().min(1),
  name: z.string().nullish(),
});

export const dialect: MetaDialect = {
  id: 'threads',
  name: 'Threads',
  hosts: ({ threads: { www, graph } }) => ({ www, token: graph, graph }),
  version: 'v1.0',
  scopes: ['threads_basic', 'threads_content_publish', 'threads_read_replies', 'threads_delete'],
  grants: { exchange: 'th_exchange_token', refresh: 'th_refresh_token' },
  permissionsPage: 'https://www.threads.com/settings/',
  profile: async (session, hosts) => {
    const me = await session.read(profileSchema, '/me', { fields: 'id,username,name' });
    return {
      remoteId: me.id,
      instance: hosts.graph,
      handle: me.username,
      displayName: me.name?.trim() || me.username,
      profileUrl: profilePage(me.username, hosts),
    };
  },
  profilePage,
  publishing,
};

function profilePage(handle: string, { www }: MetaHosts): string {
  return new URL(`/@${encodeURIComponent(handle)}`, www).href;
}
