import { describe, expect, it } from 'vitest';
import { openExternalUrl } from '../../main/shell/open-external.ts';
import { isOurPage, isSafeExternal } from '../../main/shell/security.ts';
import { caughtRedirect, isRedirectTo, signInTitle } from '../../main/shell/sign-in-address.ts';

const strict = { allowLoopback: false };
const rehearsal = { allowLoopback: true };

describe('a page of ours', () => {
  it('has our scheme and our host', () => {
    expect(isOurPage('app://bundle/approval.html')).toBe(true);
    expect(isOurPage('app://bundle/settings.html?page=accounts#top')).toBe(true);
  });

  it.each([
    'https://bundle/approval.html',
    'app://bundle.evil.example/approval.html',
    'app://evil@bundle/approval.html',
    'app://bundle:80/approval.html',
    'app:bundle/approval.html',
    'file:///app://bundle/approval.html',
    'data:text/html,app://bundle/',
    'about:blank',
    '',
  ])('is not %s', (address) => {
    expect(isOurPage(address)).toBe(false);
  });
});

describe('an address that may be shown outside', () => {
  it('is https', () => {
    expect(isSafeExternal('https://mastodon.example/@mara/1', strict)).toBe(true);
  });

  it.each([
    'http://mastodon.example/@mara/1',
    'javascript:alert(1)',
    'file:///etc/passwd',
    'smb://host/share',
    'app://bundle/approval.html',
    'https://bank.example@evil.example/',
    'https://:pass@evil.example/',
    '//evil.example',
    'not an address',
  ])('is not %s, in rehearsal neither', (address) => {
    expect(isSafeExternal(address, strict)).toBe(false);
    expect(isSafeExternal(address, rehearsal)).toBe(false);
  });

  it('is plain http to this machine in rehearsal only', () => {
    expect(isSafeExternal('http://127.0.0.1:4100/oauth', rehearsal)).toBe(true);
    expect(isSafeExternal('http://127.0.0.1:4100/oauth', strict)).toBe(false);
    expect(isSafeExternal('http://127.0.0.1.evil.example/', rehearsal)).toBe(false);
  });
});

describe('opening the system browser', () => {
  const opened = async (value: unknown): Promise<readonly string[]> => {
    const urls: string[] = [];
    const isOpen = await openExternalUrl(value, async (url) => void urls.push(url), strict);
    expect(isOpen).toBe(urls.length === 1);
    return urls;
  };

  it('hands over the address in the form that was checked', async () => {
    expect(await opened('HTTPS://Mastodon.Example/@mara')).toEqual(['https://mastodon.example/@mara']);
  });

  it.each([undefined, null, 7, {}, ['https://mastodon.example/'], 'file:///etc/passwd'])(
    'opens nothing for %j',
    async (value) => {
      expect(await opened(value)).toEqual([]);
    },
  );
});

describe('the redirect of a sign-in', () => {
  const caught = caughtRedirect({ host: '127.0.0.1', port: 'any' });

  it('names this machine as the network wants it named', () => {
    expect(caught).toBe('http://127.0.0.1:47813/callback');
    expect(caughtRedirect({ host: 'localhost', port: 'registered' })).toBe('http://localhost:47813/callback');
  });

  it('is caught whatever its query says', () => {
    expect(isRedirectTo(`${caught}?code=1&state=2`, caught)).toBe(true);
  });

  it.each([
    'https://127.0.0.1:47813/callback',
    'http://127.0.0.1:47814/callback',
    'http://localhost:47813/callback',
    'http://127.0.0.1:47813/callback/',
    'http://127.0.0.1:47813/callback2?code=1',
    'http://me@127.0.0.1:47813/callback',
    'https://evil.example/?to=http://127.0.0.1:47813/callback',
  ])('is not %s', (address) => {
    expect(isRedirectTo(address, caught)).toBe(false);
  });
});

describe('the title of a sign-in window', () => {
  it('names the host first, with a lock only where there is one', () => {
    expect(signInTitle('https://mastodon.example/oauth?x=1', 'Sign in to Mastodon')).toBe(
      '🔒 mastodon.example — Sign in to Mastodon',
    );
    expect(signInTitle('http://127.0.0.1:4100/', 'Sign in')).toBe('127.0.0.1:4100 — Sign in');
  });

  it('shows a look-alike host for what it is', () => {
    expect(signInTitle('https://m\u0430stodon.example/', 'Sign in')).toContain('xn--');
  });
});
