/** The calls that came with ten networks, from the window's side: hostile arguments, clear codes, no secret in any answer. */
import { afterAll, beforeAll, beforeEach, describe, expect, test } from 'vitest';
import type { CallName } from '../../contract/api.ts';
import { networkIds } from '../../contract/model.ts';
import type { HandOver } from '../../main/core/crosspost/withdraw.ts';
import { startScheduler } from '../../main/core/schedule/scheduler.ts';
import { validBucket } from '../../main/hosting/valid-bucket.ts';
import { atOnce } from '../helpers/ledger.ts';
import { answerCall, type Serving } from '../../main/ipc/answer.ts';
import { handlers, type Serves } from '../../main/ipc/handlers.ts';
import { createLinking } from '../../main/ipc/linking.ts';
import { apps } from '../../main/rehearsal/people.ts';
import { silentLog } from '../helpers/edges.ts';
import { type EngineWorld, consentFor, linkOptions, startEngineWorld } from '../helpers/engine-world.ts';
import { type BucketServer, startBucketServer } from '../helpers/bucket-server.ts';
import { type Lane, openLane, queueCrosspost } from '../helpers/queued.ts';

const secret = 'own-secret-nobody-may-see';
const ours = { url: 'app://bundle/settings.html', parent: null };
let world: EngineWorld;
let lane: Lane;
let server: BucketServer;
let serving: Serving;
/** What was opened and handed to the person, in order. */
let given: (string | Pick<HandOver, 'text' | 'files'>)[];
beforeAll(async () => {
  [world, server] = [await startEngineWorld(), await startBucketServer()];
  lane = await openLane(world, 'instagram', 'bluesky');
  serving = {
    handlers: handlers(serves()),
    isTrusted: (url) => url.startsWith('app://bundle/'),
    log: silentLog,
    newLogId: () => 'log-1',
    toProblem: () => null,
  };
});
afterAll(async () => {
  await world.stop();
  await server.stop();
});
beforeEach(() => {
  given = [];
});

function serves(): Serves {
  const { core, clock } = world;
  const scheduler = startScheduler({
    clock,
    log: silentLog,
    due: () => ({ jobs: [], nextAt: null }),
    onWorking: () => {},
  });
  const unused = (): never => {
    throw new Error('No call of this test');
  };
  const { surfaces } = linkOptions(consentFor());
  return {
    core,
    scheduler,
    linking: createLinking({ surfaces, language: () => 'en', onProgress: () => {} }),
    status: unused,
    environment: unused,
    setPreferences: unused,
    openWindow: unused,
    openExternal: async (url) => given.push(url) > 0,
    giveToPerson: async (handed) => void given.push(handed),
    checkBucket: (form) => validBucket(form, { allowLoopbackHttp: true }),
    checkAll: unused,
    ledger: { ...atOnce, onProgress: unused, app: 'Crosstie test', save: unused },
  };
}
const call = (name: CallName, argument: unknown): Promise<object> => answerCall(serving, name, ours, argument);
const bucket = (change: object = {}): object => ({ ...server.privateBucket, publicBase: '', ...change });
const ledgerRows = (): number => world.core.store.read.ledger(null, 100_000).length;

const deep = JSON.parse('{"network":"tiktok","clientId":"id","__proto__":{"clientSecret":"polluted"}}') as unknown;
const hostile: readonly (readonly [CallName, string, unknown])[] = [
  ['linkAccount', 'a way to sign in that there is not', { network: 'x', method: 'magic' }],
  ['linkAccount', 'a token without end', { network: 'threads', method: 'token', token: 'x'.repeat(8_001) }],
  ['linkAccount', 'a token that is no text', { network: 'threads', method: 'token', token: { toString: 'x' } }],
  ['testKeys', 'a network that there is not', { network: 'myspace', clientId: 'id' }],
  ['testKeys', 'no network', { clientId: 'id' }],
  ['testKeys', 'a field that is no key', { network: 'x', clientId: 'id', accessToken: 'token' }],
  ['saveKeys', 'a key that is a list', { network: 'x', clientId: ['id'] }],
  ['saveKeys', 'a key that is nothing', { network: 'x', clientId: null }],
  ['saveKeys', 'a key that is undefined', { network: 'x', clientId: undefined }],
  ['saveKeys', 'a key without end', { network: 'x', clientId: 'x'.repeat(501) }],
  ['saveKeys', 'a prototype', deep],
  ['removeKeys', 'the name of another sealed text', { network: 'bucket' }],
  ['removeKeys', 'a name with a pattern', { network: '%' }],
  ['bucket', 'anything', {}],
  ['saveBucket', 'a field missing', { endpoint: 'https://s3.example' }],
  ['saveBucket', 'a field too many', { ...emptyBucket(), acl: 'public-read' }],
  ['saveBucket', 'a field without end', { ...emptyBucket(), prefix: 'x'.repeat(501) }],
  ['saveBucket', 'an address that is an object', { ...emptyBucket(), endpoint: new URL('https://s3.example') }],
  ['removeBucket', 'a name', { name: 'bucket' }],
  ['makeThread', 'many at once', { ids: [1] }],
  ['makeThread', 'a text in place of an id', { id: '1 OR 1=1' }],
  ['edit', 'a title without end', { id: 1, title: 'x'.repeat(501) }],
  ['edit', 'a title that is nothing', { id: 1, title: null }],
  ['edit', 'a thread of more parts than anyone reads', { id: 1, thread: Array(101).fill('x') }],
  ['edit', 'a thread of objects', { id: 1, thread: [{ text: 'x' }] }],
  ['edit', 'other files', { id: 1, pictures: [] }],
  ['withdraw', 'none', { ids: [] }],
  ['withdraw', 'more than there are', { ids: Array(501).fill(1) }],
  ['withdraw', 'an id beyond all numbers', { ids: [Number.POSITIVE_INFINITY] }],
  ['withdraw', 'an id that is no number', { ids: [Number.NaN] }],
  ['withdraw', 'an id that no integer is exact for', { ids: [2 ** 53] }],
  ['withdraw', 'an address of its own', { ids: [1], url: 'https://evil.example/' }],
  ['prepareByHand', 'a page of its own', { id: 1, page: 'https://evil.example/' }],
  ['prepareByHand', 'a path', { id: '../../etc/passwd' }],
  ['finishByHand', 'an address of its own', { id: 1, url: 'https://evil.example/' }],
  ['finishByHand', 'an id below one', { id: -1 }],
  ['open', 'a console of a network that there is not', { what: 'console', network: 'https://evil.example/' }],
  ['open', 'a console by its id', { what: 'console', id: 1 }],
];
function emptyBucket(): object {
  const names = ['endpoint', 'region', 'bucket', 'prefix', 'publicBase', 'accessKeyId', 'secretAccessKey'];
  return Object.fromEntries(names.map((name) => [name, '']));
}

test.each(hostile)('%s with %s is refused before anything happens', async (name, _, argument) => {
  const before = ledgerRows();
  expect(await call(name, argument)).toEqual({ ok: false, code: 'invalid_input' });
  expect([ledgerRows(), given]).toEqual([before, []]);
});

test.each<[CallName, string, unknown, object]>([
  ['saveKeys', 'for a network that needs none', { network: 'mastodon', clientId: 'id' }, { code: 'not_possible_now' }],
  ['saveKeys', 'of which one is missing', { network: 'tiktok', clientId: 'id' }, { code: 'keys_missing' }],
  [
    'testKeys',
    'that the network does not know',
    { network: 'tiktok', clientId: 'id', clientSecret: secret },
    { code: 'keys_refused', detail: expect.any(String) },
  ],
  ['makeThread', 'of what is not there', { id: 99_999 }, { code: 'not_found' }],
  ['withdraw', 'of what is not there', { ids: [99_999] }, { code: 'not_found' }],
  ['prepareByHand', 'of what is not there', { id: 99_999 }, { code: 'not_found' }],
  ['finishByHand', 'of what is not there', { id: 99_999 }, { code: 'not_found' }],
  ['open', 'where there is no console', { what: 'console', network: 'mastodon' }, { code: 'not_found' }],
  [
    'linkAccount',
    'with a token that is empty',
    { network: 'threads', method: 'token', token: ' ' },
    { code: 'invalid_input' },
  ],
  [
    'linkAccount',
    'with a token where none is taken',
    { network: 'x', method: 'token', token: 'x' },
    { code: 'not_possible_now' },
  ],
])('%s %s says so', async (name, _, argument, problem) => {
  expect(await call(name, argument)).toEqual({ ok: false, ...problem });
  expect(given).toEqual([]);
});

test('a bucket’s form is told which field is wrong', async () => {
  const answer = await call('saveBucket', bucket({ region: 'a/b' }));
  expect(answer).toEqual({ ok: false, code: 'wrong_field', detail: 'region' });
});

describe('what a window is answered', () => {
  test('never holds a secret: not of keys', async () => {
    const saved = await call('saveKeys', { network: 'tiktok', clientId: 'mine', clientSecret: secret });
    const all = await call('networks', undefined);
    expect(saved).toMatchObject({ ok: true, value: { keys: { state: 'saved' } } });
    expect(JSON.stringify([saved, all])).toContain('mine');
    const secrets = [secret, ...networkIds.flatMap((id) => (id in apps ? [apps[id as 'tiktok'].clientSecret] : []))];
    const told = JSON.stringify([saved, all]);
    expect(secrets.filter((one) => one !== null && told.includes(one))).toEqual([]);
    const removed = await call('removeKeys', { network: 'tiktok' });
    expect(removed).toMatchObject({ ok: true, value: { keys: { state: 'preset' } } });
  });

  test('never holds a secret: not of a bucket, which it may leave empty the next time', async () => {
    const { secretAccessKey, publicBase, ...shown } = server.privateBucket;
    const value = { ...shown, publicBase: publicBase ?? '' };
    expect(secretAccessKey).not.toBe('');
    expect(await call('saveBucket', bucket())).toEqual({ ok: true, value });
    expect(await call('saveBucket', bucket({ secretAccessKey: '' }))).toEqual({ ok: true, value });
    expect(await call('bucket', undefined)).toEqual({ ok: true, value });
    expect(await call('removeBucket', undefined)).toEqual({ ok: true, value: undefined });
    expect(await call('bucket', undefined)).toEqual({ ok: true, value: null });
  });
});

test('publishing by hand gives the words, then opens the network’s own page, and is finished by a call of its own', async () => {
  const { id, postId } = queueCrosspost(lane, { text: 'By hand', thread: ['And on'] });
  expect(await call('prepareByHand', { id })).toMatchObject({ ok: true });
  expect(given).toMatchObject([{ text: 'By hand\n\nAnd on', files: [] }, 'https://bsky.app/']);
  const finished = await call('finishByHand', { id });
  const crossposts = [{ id, state: 'published', canFinishByHand: false, canWithdraw: false, publishedUrl: null }];
  expect(finished).toMatchObject({ ok: true, value: { post: { id: postId }, crossposts } });
});

test('a developer’s page is opened by the name of its network', async () => {
  expect(await call('open', { what: 'console', network: 'x' })).toMatchObject({ ok: true });
  expect(given).toEqual([world.networks.connector('x').about.keys?.console]);
});
