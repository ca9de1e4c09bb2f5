import { openAsBlob } from 'node:fs';
import { mkdir, mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { respond, type AppFiles } from '../../main/shell/app-files.ts';

const sha256 = 'ab'.repeat(32);
const videoSha256 = 'cd'.repeat(32);
let folder = '';
let files: AppFiles;

beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), 'crosstie-pages-'));
  const root = join(folder, 'pages');
  await mkdir(join(root, 'assets'), { recursive: true });
  await mkdir(join(root, 'folder.html'));
  await mkdir(join(folder, 'pages-beside'));
  await writeFile(join(root, 'approval.html'), '<!doctype html>');
  await writeFile(join(root, 'assets', 'start-1a2b.js'), 'start()');
  await writeFile(join(root, 'notes.txt'), 'not for pages');
  await writeFile(join(folder, 'secret.json'), '{}');
  await writeFile(join(folder, 'video'), '0123456789');
  await writeFile(join(folder, 'pages-beside', 'secret.json'), '{}');
  files = {
    root,
    picture: async (kind, hash) =>
      hash === sha256 ? { bytes: new TextEncoder().encode(kind), mimeType: 'image/png' } : null,
    video: async (hash) => (hash === videoSha256 ? openAsBlob(join(folder, 'video'), { type: 'video/mp4' }) : null),
  };
});
afterAll(() => rm(folder, { recursive: true }));

const get = (url: string, method = 'GET'): Promise<Response> => respond({ method, url, headers: new Headers() }, files);

describe('the app’s own scheme', () => {
  it('serves a page, its query ignored, under the strict policy', async () => {
    const page = await get('app://bundle/approval.html?tab=waiting');
    expect([page.status, await page.text()]).toEqual([200, '<!doctype html>']);
    expect(page.headers.get('content-type')).toBe('text/html; charset=utf-8');
    expect(page.headers.get('x-content-type-options')).toBe('nosniff');
    const policy = page.headers.get('content-security-policy') ?? '';
    expect(policy).toContain("default-src 'none'");
    expect(policy).toContain("media-src 'self'");
    expect(policy).not.toMatch(/unsafe|https?:|data:|\*/);
  });

  it('serves scripts with their type, and lets what is named by its hash be kept', async () => {
    const script = await get('app://bundle/assets/start-1a2b.js');
    expect(script.headers.get('content-type')).toBe('text/javascript; charset=utf-8');
    expect(script.headers.get('cache-control')).toContain('immutable');
    expect((await get('app://bundle/approval.html')).headers.get('cache-control')).toBe('no-cache');
  });

  it.each([
    'app://bundle/../secret.json',
    'app://bundle/%2e%2e/secret.json',
    'app://bundle/..%2fsecret.json',
    'app://bundle/%2e%2e%2fsecret.json',
    'app://bundle/..%2fpages-beside/secret.json',
    'app://bundle/assets/..%2f..%2fsecret.json',
    'app://bundle//etc/secret.json',
    'app://bundle/..%5csecret.json',
    'app://bundle/approval.html%00.json',
    'app://bundle/%',
    'app://bundle/notes.txt',
    'app://bundle/folder.html',
    'app://bundle/',
    'app://bundle/missing.html',
  ])('does not serve %s', async (url) => {
    const response = await get(url);
    expect(response.status).toBeGreaterThanOrEqual(400);
    expect(await response.text()).toBe('');
  });

  it('answers only our own host, and only GET', async () => {
    expect((await get('app://elsewhere/approval.html')).status).toBe(403);
    expect((await get('https://bundle/approval.html')).status).toBe(403);
    expect((await get('app://bundle/approval.html', 'POST')).status).toBe(405);
  });
});

describe('pictures', () => {
  it('come by the hash of their bytes, whole or as a thumbnail', async () => {
    const [whole, thumb] = [await get(`app://bundle/media/${sha256}`), await get(`app://bundle/thumb/${sha256}`)];
    expect([await whole.text(), await thumb.text()]).toEqual(['media', 'thumb']);
    expect(whole.headers.get('content-type')).toBe('image/png');
  });

  it('are not found under any other name', async () => {
    for (const name of ['ef'.repeat(32), sha256.toUpperCase(), `${sha256}0`]) {
      expect((await get(`app://bundle/media/${name}`)).status).toBe(404);
    }
  });

  it('are served as pictures or not at all', async () => {
    const page: AppFiles = { ...files, picture: async () => ({ bytes: new Uint8Array(1), mimeType: 'text/html' }) };
    const request = { method: 'GET', url: `app://bundle/media/${sha256}`, headers: new Headers() };
    expect((await respond(request, page)).status).toBe(404);
  });
});

describe('videos', () => {
  const ask = (range?: string, from: AppFiles = files): Promise<Response> => {
    const headers = new Headers(range === undefined ? {} : { Range: range });
    return respond({ method: 'GET', url: `app://bundle/media/${videoSha256}`, headers }, from);
  };

  it('come whole where no range is asked for, and say that they have ranges', async () => {
    const whole = await ask();
    expect([whole.status, whole.headers.get('accept-ranges')]).toEqual([200, 'bytes']);
    expect([whole.headers.get('content-type'), whole.headers.get('content-length')]).toEqual(['video/mp4', '10']);
    expect(whole.headers.get('content-security-policy')).toContain("default-src 'none'");
    expect(await whole.text()).toBe('0123456789');
  });

  it.each([
    ['bytes=0-', 'bytes 0-9/10', '0123456789'],
    ['bytes=0-0', 'bytes 0-0/10', '0'],
    ['bytes=3-5', 'bytes 3-5/10', '345'],
    ['bytes=7-99', 'bytes 7-9/10', '789'],
    ['bytes=-4', 'bytes 6-9/10', '6789'],
    ['bytes=-99', 'bytes 0-9/10', '0123456789'],
  ])('come in stretches: %s', async (range, said, bytes) => {
    const part = await ask(range);
    expect([part.status, part.headers.get('content-range')]).toEqual([206, said]);
    expect(part.headers.get('content-length')).toBe(String(bytes.length));
    expect(await part.text()).toBe(bytes);
  });

  it.each(['bytes=10-', 'bytes=10-12', 'bytes=-0'])('have nothing at %s, and say how long they are', async (range) => {
    const none = await ask(range);
    expect([none.status, none.headers.get('content-range'), await none.text()]).toEqual([416, 'bytes */10', '']);
  });

  it.each(['bytes=5-3', 'bytes=-', 'bytes=1-2,4-5', 'lines=1-2', 'bytes=a-b', 'bytes=1e1-', ''])(
    'come whole for a range that says nothing: %s',
    async (range) => {
      const whole = await ask(range);
      expect([whole.status, await whole.text()]).toEqual([200, '0123456789']);
    },
  );

  it('are not found as thumbnails, and are served as videos or not at all', async () => {
    expect((await get(`app://bundle/thumb/${videoSha256}`)).status).toBe(404);
    const page: AppFiles = { ...files, video: async () => new Blob(['<script>'], { type: 'text/html' }) };
    expect((await ask(undefined, page)).status).toBe(404);
  });
});
