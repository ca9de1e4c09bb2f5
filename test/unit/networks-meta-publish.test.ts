/** Publishing and looking at Meta's, against a graph that answers as a test says. */
import { afterEach, describe, expect, it } from 'vitest';
import type { Json } from '../../contract/json.ts';
import type { SignedIn } from '../../main/core/ports/sign-in.ts';
import { defaultAddresses } from '../../main/networks/addresses.ts';
import { connectors } from '../../main/networks/registry.ts';
import { silentLog } from '../helpers/edges.ts';
import { answerJson, type Loopback, startLoopback } from '../helpers/loopback.ts';
import { testJpeg, type Walked } from '../helpers/meta-account.ts';
import { accountOf, contentOf, performStep, type Publishing } from '../helpers/network-account.ts';

const now = Date.parse('2026-11-22T10:00:00Z');
const dayMs = 86_400_000;
const opened: Loopback[] = [];
afterEach(async () => {
  await Promise.all(opened.splice(0).map(({ close }) => close()));
});

/** What the stand-in answers: the words for the container one after the other, the list, and what a POST gets. */
interface Script {
  readonly states?: readonly string[];
  readonly media?: readonly object[];
  readonly hasMore?: boolean;
  readonly post?: { readonly status: number; readonly body: object };
}

async function instagramThat({ states = [], media = [], hasMore = false, post }: Script) {
  const words = [...states];
  const graph = await startLoopback((request, response) => {
    const path = request.url ?? '';
    if (request.method === 'POST') return answerJson(response, post?.body ?? { id: '77' }, post?.status ?? 200);
    if (path.includes('/me/media')) {
      const next = hasMore ? { next: 'https://graph.example/next' } : {};
      return answerJson(response, { data: media, paging: { cursors: { after: 'c' }, ...next } });
    }
    if (path.includes('permalink')) return answerJson(response, { permalink: 'https://instagram.example/p/1/' });
    const word = words.length > 1 ? words.shift() : words[0];
    if (word !== undefined) return answerJson(response, { id: '5', status_code: word });
    return answerJson(response, { error: { code: 24, error_subcode: 2207008, message: 'Not found' } }, 400);
  });
  opened.push(graph);
  const at = { www: graph.url, api: graph.url, graph: graph.url, upload: graph.url };
  const addresses = { ...defaultAddresses, instagram: at };
  const all = connectors({ fetch, log: silentLog, now: () => now, addresses, allowLoopbackHttp: true });
  const connector = all.get('instagram');
  if (connector === undefined) throw new Error('There is Instagram.');
  const signedIn: SignedIn = {
    profile: { remoteId: '1784', instance: graph.url, handle: 'mara.photo', displayName: 'Mara', profileUrl: '' },
    credentials: { accessToken: 'token', scope: '', issuedAt: now, expiresAt: now + 60 * dayMs },
    grantedScopes: [],
    endsAt: null,
  };
  const pictures = await Promise.all([testJpeg('#333', 'Fog'), testJpeg('#444', 'Sea')]);
  const publishing = (count: 1 | 2): Publishing => ({
    connector,
    call: accountOf(connector, signedIn).call,
    content: contentOf('Words, words', pictures.slice(0, count)),
    pictures,
    address: async (sha256) => `https://files.example/${sha256}`,
    key: 'key',
    startedAt: now,
  });
  return { graph, connector, publishing };
}
const container = { id: '5', madeAt: now - 10 * 60_000 };
const sent = ({ asked }: Loopback) => asked.filter((line) => line.startsWith('POST'));

async function published(script: Script) {
  const { graph, publishing } = await instagramThat(script);
  const step = { name: 'post', safety: 'find' } as const;
  const outcome = await performStep(publishing(1), step, { 'picture-1': container });
  return { outcome, sent: sent(graph) };
}

describe('publishing a container', () => {
  it('sends nothing for one that was published already', async () => {
    const { outcome, sent } = await published({ states: ['PUBLISHED'] });
    expect(outcome).toEqual({ kind: 'unknown', problem: { code: 'unknown' } });
    expect(sent).toEqual([]);
  });

  it.each([
    ['a moment later', { code: 2, is_transient: true, message: 'Please retry' }],
    ['by its number', { code: -1, error_subcode: 2207001, message: 'Server error' }],
  ])('takes “try again” for no proof that it was not taken (%s)', async (_, error) => {
    const { outcome } = await published({ states: ['FINISHED'], post: { status: 400, body: { error } } });
    expect(outcome).toMatchObject({ kind: 'unknown', problem: { code: 'transient' } });
  });

  const gone = { status: 400, body: { error: { code: 24, error_subcode: 2207006, message: 'Not found' } } };
  it.each([
    [['FINISHED', 'PUBLISHED'], 'unknown'],
    [['FINISHED', 'FINISHED'], 'unknown'],
    [['FINISHED', 'EXPIRED'], 'start_over'],
    [['FINISHED', 'ERROR'], 'start_over'],
  ] as const)('asks again what “not found” means: %j is %s', async (states, kind) => {
    expect((await published({ states, post: gone })).outcome.kind).toBe(kind);
  });

  it('is refused before it is ready, and begun anew when it failed or was forgotten', async () => {
    const waiting = await published({ states: ['IN_PROGRESS'] });
    expect(waiting.outcome).toEqual({ kind: 'refused', problem: { code: 'not_ready', until: now + 30_000 } });
    expect((await published({ states: ['EXPIRED'] })).outcome.kind).toBe('start_over');
    expect((await published({})).outcome.kind).toBe('start_over');
    expect(waiting.sent).toEqual([]);
  });

  it('answers with the post and its address', async () => {
    const { outcome, sent } = await published({ states: ['FINISHED'] });
    const post = { remoteId: '77', url: 'https://instagram.example/p/1/' };
    expect(outcome).toEqual({ kind: 'accepted', result: { id: '77' }, post });
    expect(sent).toHaveLength(1);
  });
});

it('a carousel is begun anew when what it holds is forgotten, a picture is refused', async () => {
  const body = { error: { code: 24, error_subcode: 2207008, message: 'Expired' } };
  const { publishing } = await instagramThat({ post: { status: 400, body } });
  const results = { 'picture-1': container, 'picture-2': container };
  const made = (name: string) => performStep(publishing(2), { name, safety: 'repeat' }, results);
  expect((await made('carousel')).kind).toBe('start_over');
  expect(await made('picture-1')).toMatchObject({ kind: 'refused', problem: { code: 'not_found' } });
});

const own = (id: string, more: object = {}) => ({
  id,
  caption: 'Words, words',
  media_type: 'IMAGE',
  media_url: 'https://cdn.example/1.jpg',
  permalink: `https://instagram.example/p/${id}/`,
  timestamp: '2026-11-22T10:00:01+0000',
  alt_text: 'Fog',
  ...more,
});
const old = { timestamp: '2026-11-20T09:00:00+0000' };

async function found(script: Script, results: Record<string, Json> = { 'picture-1': container }) {
  const { connector, publishing } = await instagramThat(script);
  const { content, key, startedAt, call } = publishing(1);
  const step: Walked['step'] = { name: 'post', safety: 'find' };
  const isKnown = (id: string) => id === 'known';
  return connector.publish?.find({ step, results, content, key, startedAt, isKnown }, call);
}

describe('looking for a post', () => {
  it.each(['FINISHED', 'EXPIRED', 'ERROR'])('believes a container that is %s: it is not there', async (word) => {
    expect(await found({ states: [word], media: [own('1')] })).toEqual({ kind: 'absent' });
  });

  it('waits while the container is worked on', async () => {
    expect(await found({ states: ['IN_PROGRESS'] })).toMatchObject({ problem: { code: 'not_ready' } });
  });

  it.each([
    ['the one that fits', [own('1'), own('2', { caption: 'Other' })], 'found'],
    ['the one that fits beside a nearly equal one', [own('1'), own('2', { caption: 'Words words!' })], 'found'],
    ['the one whose alt text is not handed out', [own('1', { alt_text: undefined })], 'found'],
    ['the only one that is new', [own('1'), own('3', old), own('known')], 'found'],
    ['none yet', [], 'cannot_tell'],
    ['two that fit', [own('1'), own('2')], 'cannot_tell'],
    ['another alt text', [own('1', { alt_text: 'Sea' })], 'cannot_tell'],
    ['another number of pictures', [own('1', { media_type: 'CAROUSEL_ALBUM', children: { data: [] } })], 'cannot_tell'],
  ])('picks, for a container that is out, %s', async (_, media, kind) => {
    const outcome = await found({ states: ['PUBLISHED'], media });
    expect(outcome?.kind).toBe(kind);
    if (kind === 'found') expect(outcome).toMatchObject({ post: { remoteId: '1' }, result: { id: '1' } });
  });

  it('says that one which is out and not listed will be, and is not absent', async () => {
    expect(await found({ states: ['PUBLISHED'] })).toMatchObject({ problem: { code: 'not_ready' } });
  });

  it.each([
    ['one that fits', { media: [own('1')] }, 'found'],
    ['nothing', { media: [own('2', { caption: 'Other' })] }, 'absent'],
    ['an old post of the same words', { media: [own('3', old)] }, 'absent'],
    ['a known post of the same words', { media: [own('known')] }, 'absent'],
    ['nothing, in a list that goes on', { media: [own('2', { caption: 'Other' })], hasMore: true }, 'cannot_tell'],
    [
      'nothing, in a list that went back far enough',
      { media: [own('3', { ...old, caption: 'x' })], hasMore: true },
      'absent',
    ],
    ['one that nearly fits', { media: [own('1', { caption: 'Words words' })] }, 'cannot_tell'],
    ['one beside a nearly equal one', { media: [own('1'), own('2', { caption: 'Words words' })] }, 'cannot_tell'],
  ] as const)('compares words when the container is forgotten: %s', async (_, script, kind) => {
    expect((await found(script))?.kind).toBe(kind);
    expect((await found(script, {}))?.kind).toBe(kind);
  });
});
