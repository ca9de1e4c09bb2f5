import { type IncomingHttpHeaders, request } from 'node:http';
import { text } from 'node:stream/consumers';
import { z } from 'zod';
import type { PdsAccount } from './pds.ts';

const signedIn = z.object({ account: z.object({ did: z.string() }) });
const decided = z.object({ url: z.url() });

/**
 * Signs in on the PDS's authorization page and answers its question, through the calls the page itself makes: the page
 * is a script, so there is no form to send. Returns the redirect address with the `code`, or with
 * `error=access_denied` after a refusal.
 */
export async function consentOnPds(
  authorizationUrl: string,
  account: PdsAccount,
  answer: 'authorize' | 'deny' = 'authorize',
): Promise<string> {
  const page = await openPage(authorizationUrl);
  const credentials = { locale: 'en', username: account.handle, password: account.password, remember: true };
  const { did } = signedIn.parse(await page.call('sign-in', credentials)).account;
  const decision = answer === 'authorize' ? await page.call('consent', { did }) : await page.call('reject', {});
  return page.follow(decided.parse(decision).url);
}

interface AuthorizationPage {
  readonly call: (endpoint: string, body: unknown) => Promise<unknown>;
  readonly follow: (url: string) => Promise<string>;
}

/** The page answers only a browser's own requests, so they carry its fetch metadata, referrer, cookies and token. */
async function openPage(authorizationUrl: string): Promise<AuthorizationPage> {
  const { origin } = new URL(authorizationUrl);
  const cookies = new Map<string, string>();
  const send = async (url: string, headers: Readonly<Record<string, string>>, body?: string) => {
    const cookie = [...cookies].map(([name, value]) => `${name}=${value}`).join('; ');
    const reply = await sendRequest(url, { cookie, ...headers }, body);
    for (const [, name = '', value = ''] of setCookies(reply.headers)) cookies.set(name, value);
    return reply;
  };
  const navigation = { 'sec-fetch-mode': 'navigate', 'sec-fetch-dest': 'document' };
  const opened = await send(authorizationUrl, { ...navigation, 'sec-fetch-site': 'none' });
  if (opened.status !== 200) throw new Error(`The authorization page answered ${opened.status}: ${opened.body}`);
  return {
    call: async (endpoint, body) => {
      const headers = {
        'content-type': 'application/json',
        'sec-fetch-mode': 'same-origin',
        'sec-fetch-site': 'same-origin',
        'x-csrf-token': cookies.get('csrf-token') ?? '',
        origin,
        referer: authorizationUrl,
      };
      const reply = await send(`${origin}/@atproto/oauth-provider/~api/${endpoint}`, headers, JSON.stringify(body));
      if (reply.status !== 200) throw new Error(`${endpoint} answered ${reply.status}: ${reply.body}`);
      return JSON.parse(reply.body);
    },
    follow: async (url) => {
      const reply = await send(url, { ...navigation, 'sec-fetch-site': 'same-origin', referer: authorizationUrl });
      return reply.headers.location ?? reply.body;
    },
  };
}

function setCookies(headers: IncomingHttpHeaders): readonly RegExpExecArray[] {
  return (headers['set-cookie'] ?? [])
    .map((cookie) => /^([^=]+)=([^;]*)/.exec(cookie))
    .filter((found) => found !== null);
}

interface Reply {
  readonly status: number | undefined;
  readonly headers: IncomingHttpHeaders;
  readonly body: string;
}

/** Not `fetch`, which sets the fetch metadata headers itself. */
function sendRequest(url: string, headers: Readonly<Record<string, string>>, body?: string): Promise<Reply> {
  return new Promise((resolve, reject) => {
    const sent = request(url, { method: body === undefined ? 'GET' : 'POST', headers }, (answer) => {
      text(answer).then((read) => resolve({ status: answer.statusCode, headers: answer.headers, body: read }), reject);
    });
    sent.once('error', reject).end(body);
  });
}
