import { request as httpRequest } from 'node:http';
import { afterEach, describe, expect, it } from 'vitest';
import { NetworkFailure } from '../../main/core/ports/network.ts';
import { createSignInBrowser, type SignInBrowserOptions } from '../../main/shell/sign-in-browser.ts';

const closing: (() => void)[] = [];
afterEach(() => {
  for (const close of closing.splice(0)) close();
});

async function begin(more: Partial<SignInBrowserOptions> = {}, controller = new AbortController()) {
  const opened: string[] = [];
  const surface = createSignInBrowser({
    openExternal: async (url) => opened.push(url) > 0,
    page: () => ({ language: 'de', title: 'Zurück', sentence: 'Hier ist Schluss.' }),
    ...more,
  });
  const attempt = await surface.open(controller.signal, { host: '127.0.0.1', port: 'any' });
  closing.push(attempt.close);
  const came = attempt.show('https://mastodon.example/oauth', 'Mastodon', attempt.redirectUri);
  const settled = came.then(
    (url) => url.href,
    (thrown: unknown) => (thrown instanceof NetworkFailure ? thrown.problem : thrown),
  );
  return { opened, redirectUri: attempt.redirectUri, settled, controller };
}

/** One request with any Host header, which fetch would not let a test choose. */
function knock(address: string, options: { readonly host?: string; readonly method?: string } = {}): Promise<number> {
  const { promise, resolve, reject } = Promise.withResolvers<number>();
  const headers = options.host === undefined ? {} : { host: options.host };
  httpRequest(address, { method: options.method ?? 'GET', headers }, (response) => {
    response.resume();
    resolve(response.statusCode ?? 0);
  })
    .on('error', reject)
    .end();
  return promise;
}

describe('signing in with the system browser', () => {
  it('opens the page and takes what comes back to its own port', async () => {
    const { opened, redirectUri, settled } = await begin();
    expect(redirectUri).toMatch(/^http:\/\/127\.0\.0\.1:\d+\/callback$/);
    const page = await fetch(`${redirectUri}?code=c1&state=s1`);
    expect(await page.text()).toContain('Hier ist Schluss.');
    expect(page.headers.get('content-security-policy')).toContain("default-src 'none'");
    expect(await settled).toBe(`${redirectUri}?code=c1&state=s1`);
    expect(opened).toEqual(['https://mastodon.example/oauth']);
  });

  it('takes a refusal of the network as an answer too', async () => {
    const { redirectUri, settled } = await begin();
    await fetch(`${redirectUri}?error=access_denied`);
    expect(await settled).toContain('error=access_denied');
  });

  it('goes on waiting while others knock', async () => {
    const { redirectUri, settled } = await begin();
    expect(await knock(`${redirectUri}?code=c`, { host: 'evil.example' })).toBe(403);
    expect(await knock(`${redirectUri}x?code=c`)).toBe(404);
    expect(await knock(redirectUri)).toBe(400);
    expect(await knock(`${redirectUri}?code=c`, { method: 'POST' })).toBe(405);
    await fetch(`${redirectUri}?code=real`);
    expect(await settled).toContain('code=real');
  });

  it('answers once: then nothing listens there', async () => {
    const { redirectUri, settled } = await begin();
    await fetch(`${redirectUri}?code=c1`);
    await settled;
    await expect(fetch(`${redirectUri}?code=c2`)).rejects.toThrow();
  });

  it('is over when the person cancels, and when it takes too long', async () => {
    const cancelled = await begin();
    cancelled.controller.abort();
    expect(await cancelled.settled).toEqual({ code: 'sign_in_closed' });
    const forgotten = await begin({ patienceMs: 1 });
    expect(await forgotten.settled).toEqual({ code: 'sign_in_closed' });
  });

  it('fails at once when the browser cannot be opened', async () => {
    const refused = await begin({ openExternal: async () => false });
    expect(await refused.settled).toMatchObject({ code: 'sign_in_failed' });
    const broken = await begin({ openExternal: () => Promise.reject(new Error('no browser')) });
    expect(await broken.settled).toEqual({ code: 'sign_in_failed', detail: 'no browser' });
  });

  it('does not begin when it was cancelled before', async () => {
    const late = new AbortController();
    late.abort();
    await expect(begin({}, late)).rejects.toThrow('sign_in_closed');
  });
});
