/** The pretend Facebook in the hand of a test: signing in, and the calls that several tests make. */
import { apps, person } from '../../main/rehearsal/people.ts';
import type { Delivery } from '../../main/rehearsal/state.ts';
import { consent, form, jsonOf, openWorld, type RehearsalWorld } from './rehearsal-setup.ts';

const [first, second] = person.facebook.pages;
export const pageIds = [first.id, second.id] as const;
const allScopes = 'pages_show_list,pages_read_engagement,pages_manage_posts';

export interface ListedPost {
  readonly id: string;
  readonly message?: string;
  readonly created_time: string;
  readonly updated_time: string;
  readonly permalink_url: string;
  readonly full_picture?: string;
  readonly status_type: string;
  readonly privacy: { readonly value: string };
  readonly attachments?: {
    readonly data: readonly {
      readonly media_type: string;
      readonly media?: { readonly source?: string };
      readonly subattachments?: { readonly data: readonly object[] };
    }[];
  };
}
interface PostList {
  readonly data: readonly ListedPost[];
  readonly paging?: { readonly next?: string; readonly cursors: { readonly after: string } };
}
interface GraphFailure {
  readonly error: { readonly code: number; readonly error_subcode?: number };
}
type Fields = Readonly<Record<string, string>>;

export type FacebookWorld = RehearsalWorld & ReturnType<typeof callsOf>;

export async function openFacebook(): Promise<FacebookWorld> {
  const world = await openWorld();
  return { ...world, ...callsOf(world) };
}

function callsOf({ rehearsal, control }: RehearsalWorld) {
  const base = rehearsal.base('facebook-graph');
  const { clientId, clientSecret, redirectUri } = apps.facebook;
  const dialog = (changes: Fields = {}): URL => {
    const url = new URL('/v26.0/dialog/oauth', rehearsal.base('facebook-www'));
    const asked = { client_id: clientId, redirect_uri: redirectUri, scope: allScopes, state: 'st', ...changes };
    for (const [name, value] of Object.entries(asked)) url.searchParams.set(name, value);
    return url;
  };
  const exchange = (query: Fields): Promise<Response> => {
    const asked = { client_id: clientId, client_secret: clientSecret, redirect_uri: redirectUri, ...query };
    return fetch(`${base}/v26.0/oauth/access_token?${form(asked)}`);
  };
  const tokenFrom = async (answer: Promise<Response>) =>
    (await jsonOf<{ access_token: string }>(await answer)).access_token;
  const graph = (path: string, { token, method = 'GET' }: { readonly token: string; readonly method?: string }) =>
    fetch(`${base}/v26.0${path}`, { method, headers: { authorization: `Bearer ${token}` } });
  const send = (path: string, body: BodyInit, token: string) =>
    fetch(`${base}/v26.0${path}`, { method: 'POST', headers: { authorization: `Bearer ${token}` }, body });
  const pages = async (token: string) => {
    const answer = await graph('/me/accounts?fields=id,name,username,access_token,tasks', { token });
    return (await jsonOf<{ data: readonly { readonly id: string; readonly access_token: string }[] }>(answer)).data;
  };
  const upload = (bytes: Buffer<ArrayBuffer>, token: string, fields: Fields) => {
    const multipart = new FormData();
    for (const [name, value] of Object.entries(fields)) multipart.set(name, value);
    multipart.set('source', new Blob([bytes]), 'photo');
    return send(`/${first.id}/photos`, multipart, token);
  };
  return {
    dialog,
    exchange,
    tokenFrom,
    graph,
    send,
    pages,
    upload,
    post: (path: string, fields: Fields, token: string) => send(path, form(fields), token),
    /** The person's long-lived token and the one of the first Page; without the list of Pages an empty one. */
    signIn: async (changes: Fields = {}) => {
      const code = (await consent(dialog(changes))).searchParams.get('code') ?? '';
      const short = await tokenFrom(exchange({ code }));
      const user = await tokenFrom(exchange({ grant_type: 'fb_exchange_token', fb_exchange_token: short }));
      return { user, token: (await pages(user))[0]?.access_token ?? '' };
    },
    photo: async (bytes: Buffer<ArrayBuffer>, token: string, fields: Fields) =>
      (await jsonOf<{ id: string }>(await upload(bytes, token, { published: 'false', ...fields }))).id,
    list: async (token: string, query: string) =>
      jsonOf<PostList>(await graph(`/${first.id}/published_posts?${query}`, { token })),
    failure: async (answer: Promise<Response>) => (await jsonOf<GraphFailure>(await answer)).error,
    received: async () => {
      const { deliveries } = await jsonOf<{ deliveries: Delivery[] }>(await control('GET', '/received'));
      return deliveries.filter(({ network }) => network === 'facebook');
    },
  };
}
