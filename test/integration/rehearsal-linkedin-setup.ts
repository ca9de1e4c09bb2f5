/** A plain client of the pretend LinkedIn, as its documentation describes one: nothing of the connector is in it. */
import { apps } from '../../main/rehearsal/people.ts';
import type { Rehearsal } from '../../main/rehearsal/rehearsal.ts';
import { consent, form, jsonOf, sendConsent } from './rehearsal-setup.ts';

export const author = 'urn:li:person:782bMaraL';
export const version = '202610';

export interface PlainClient {
  readonly api: (path: string) => string;
  readonly authorizeUrl: (changes?: Readonly<Record<string, string>>) => URL;
  readonly redeem: (fields: Readonly<Record<string, string>>) => Promise<Response>;
  readonly tokens: () => Promise<TokenAnswer>;
  readonly pasted: (scope: string) => Promise<string>;
  readonly call: (method: string, path: string, token: string, more?: CallOptions) => Promise<Response>;
  readonly post: (token: string, changes?: Readonly<Record<string, unknown>>) => Promise<Response>;
  readonly uploadImage: (token: string, content: Uint8Array<ArrayBuffer>) => Promise<string>;
}
export interface TokenAnswer {
  readonly access_token: string;
  readonly expires_in: number;
  readonly scope: string;
  readonly refresh_token?: string;
  readonly refresh_token_expires_in?: number;
}
interface CallOptions {
  readonly body?: unknown;
  readonly headers?: Readonly<Record<string, string>>;
}

export const envelope = {
  author,
  commentary: 'Fog',
  visibility: 'PUBLIC',
  distribution: { feedDistribution: 'MAIN_FEED', targetEntities: [], thirdPartyDistributionChannels: [] },
  lifecycleState: 'PUBLISHED',
  isReshareDisabledByAuthor: false,
};

export function plainClient(world: () => { readonly rehearsal: Pick<Rehearsal, 'base'> }): PlainClient {
  const www = (path: string) => `${world().rehearsal.base('linkedin-www')}${path}`;
  const api = (path: string) => `${world().rehearsal.base('linkedin-api')}${path}`;
  const authorizeUrl: PlainClient['authorizeUrl'] = (changes = {}) => {
    const url = new URL(www('/oauth/v2/authorization'));
    const asked = {
      response_type: 'code',
      client_id: apps.linkedin.clientId,
      redirect_uri: apps.linkedin.redirectUri,
      state: 'state-1',
      scope: 'openid profile w_member_social',
    };
    for (const [name, value] of Object.entries({ ...asked, ...changes })) url.searchParams.set(name, value);
    return url;
  };
  const redeem: PlainClient['redeem'] = (fields) =>
    fetch(www('/oauth/v2/accessToken'), {
      method: 'POST',
      body: form({
        grant_type: 'authorization_code',
        client_id: apps.linkedin.clientId,
        client_secret: apps.linkedin.clientSecret,
        redirect_uri: apps.linkedin.redirectUri,
        ...fields,
      }),
    });
  const call: PlainClient['call'] = (method, path, token, { body, headers } = {}) =>
    fetch(api(path), {
      method,
      headers: {
        authorization: `Bearer ${token}`,
        'linkedin-version': version,
        'x-restli-protocol-version': '2.0.0',
        ...headers,
      },
      ...(body === undefined ? {} : { body: body instanceof Uint8Array ? new Uint8Array(body) : JSON.stringify(body) }),
    });
  return {
    api,
    authorizeUrl,
    redeem,
    call,
    tokens: async () => {
      const back = await consent(authorizeUrl());
      return jsonOf<TokenAnswer>(await redeem({ code: back.searchParams.get('code') ?? '' }));
    },
    pasted: async (scope) => {
      const url = www(`/developers/tools/oauth/token-generator?${form({ scope }).toString()}`);
      const page = await (await fetch(url)).text();
      const shown = await (await sendConsent(url, page, { decision: 'allow' })).text();
      return /<code id="token">([^<]+)</.exec(shown)?.[1] ?? '';
    },
    post: (token, changes = {}) => call('POST', '/rest/posts', token, { body: { ...envelope, ...changes } }),
    uploadImage: async (token, content) => {
      const body = { initializeUploadRequest: { owner: author } };
      const started = await call('POST', '/rest/images?action=initializeUpload', token, { body });
      const { value } = await jsonOf<{ value: { image: string; uploadUrl: string } }>(started);
      const headers = { authorization: `Bearer ${token}` };
      await fetch(value.uploadUrl, { method: 'PUT', headers, body: content });
      return value.image;
    },
  };
}

interface Refused {
  readonly code: string;
  readonly message: string;
  readonly serviceErrorCode?: number;
}
/** Status and body of a refusal. */
export async function refusalOf(answer: Promise<Response>): Promise<Refused & { readonly status: number }> {
  const response = await answer;
  return { ...(await jsonOf<Refused>(response)), status: response.status };
}
