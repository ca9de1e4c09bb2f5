/** Instagram with Instagram Login, as the files that it shares with Threads want it. */
import { z } from 'zod';
import type { MetaDialect } from '../meta/dialect.ts';
import { publishing } from './publish.ts';

/** The id is left as text: it is longer than JavaScript's numbers are exact. */
const profileSchema = z.object({
  user_id: z.union([z.string(), z.number()]).transform(String),
  username: z.string().min(1),
  name: z.string().nullish(),
});

export const dialect: MetaDialect = {
  id: 'instagram',
  name: 'Instagram',
  hosts: ({ instagram: { www, api, graph } }) => ({ www, token: api, graph }),
  version: 'v26.0',
  scopes: ['instagram_business_basic', 'instagram_business_content_publish'],
  grants: { exchange: 'ig_exchange_token', refresh: 'ig_refresh_token' },
  permissionsPage: 'https://www.instagram.com/accounts/manage_access/',
  profile: async (session, hosts) => {
    const me = await session.read(profileSchema, '/me', { fields: 'user_id,username,name' });
    return {
      remoteId: me.user_id,
      instance: hosts.graph,
      handle: me.username,
      displayName: me.name?.trim() || me.username,
      profileUrl: profilePage(me.username, hosts),
    };
  },
  profilePage,
  publishing,
};

function profilePage(handle: string, { www }: { readonly www: string }): string {
  return new URL(`/${encodeURIComponent(handle)}/`, www).href;
}
