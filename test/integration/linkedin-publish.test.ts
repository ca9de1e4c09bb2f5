/** Posts and pictures to the pretend LinkedIn: what arrives, and what is known when something goes wrong on the way. */
import { afterAll, afterEach, beforeAll, describe, expect, it, test } from 'vitest';
import type { Fault } from '../../main/rehearsal/faults.ts';
import { answerJson, startLoopback } from '../helpers/loopback.ts';
import { type LinkedAccount, performStep, type TestPicture } from '../helpers/network-account.ts';
import {
  answering,
  deliveriesOf,
  type LinkedinWorld,
  planOf,
  postOutcome,
  publishAll,
  startLinkedin,
  stepNamed,
  twoPictures,
} from './linkedin-setup.ts';

let world: LinkedinWorld;
let account: LinkedAccount;
let pictures: readonly TestPicture[];
beforeAll(async () => {
  world = await startLinkedin();
  account = await world.link();
  pictures = await twoPictures();
});
afterEach(async () => {
  await world.calm();
  world.clock.now += 24 * 3_600_000;
});
afterAll(() => world.stop());

const plan = (text: string, more: Parameters<typeof planOf>[3] = {}) => planOf(world.linkedin, account, text, more);
const fault = (path: string, effect: Fault['effect']) => world.fault({ network: 'linkedin', path, times: 1, effect });
const find = ({ connector, call, content, key, startedAt }: ReturnType<typeof plan>) =>
  connector.publish?.find(
    { step: { name: 'post', safety: 'never' }, results: {}, content, key, startedAt, isKnown: () => false },
    call,
  );

describe('a post to LinkedIn', () => {
  it('arrives as it was written, with its tags, and is where it says', async () => {
    const published = plan(
      'Fog (again) @ the harbour, 5 * 3 < 16 [x] {y} a_b ~c| #fog #no_tag https://a.example/x_(y)#z',
    );
    const post = await publishAll(world, published);
    expect(post.remoteId).toMatch(/^urn:li:share:\d+$/);
    expect(await deliveriesOf(world, published)).toMatchObject([
      { id: post.remoteId, url: post.url, visibility: 'PUBLIC' },
    ]);
    expect((await fetch(post.url)).status).toBe(200);
  });

  it('goes to connections where the original is for followers, and nowhere wider', async () => {
    const followers = plan('For few');
    const few = { ...followers, content: { ...followers.content, audience: 'followers' as const } };
    await publishAll(world, few);
    expect(await deliveriesOf(world, few)).toMatchObject([{ visibility: 'CONNECTIONS' }]);
    const before = world.asked.length;
    for (const audience of ['unlisted', 'close_friends', 'direct'] as const) {
      const refused = { ...followers, content: { ...followers.content, audience } };
      expect(await postOutcome(world, refused)).toMatchObject({
        kind: 'refused',
        problem: { code: 'content_rejected' },
      });
    }
    expect(world.asked).toHaveLength(before);
  });

  it('carries one picture with its alt text, byte for byte', async () => {
    const published = plan('One', { pictures: pictures.slice(0, 1) });
    await publishAll(world, published);
    const [one] = pictures;
    expect((await deliveriesOf(world, published))[0]?.media).toEqual([
      { sha256: one?.picture.sha256, altText: 'Fog over the harbour', mimeType: 'image/jpeg' },
    ]);
  });

  it('carries several in order, one of them without an alt text', async () => {
    const shown = [pictures[1], pictures[0]].flatMap((one) => (one === undefined ? [] : [one]));
    const silent = shown.map((one, index) =>
      index === 1 ? { ...one, picture: { ...one.picture, altText: '' } } : one,
    );
    const published = plan('Two', { pictures: silent });
    await publishAll(world, published);
    expect((await deliveriesOf(world, published))[0]?.media).toMatchObject([
      { sha256: shown[0]?.picture.sha256, altText: 'The sea' },
      { sha256: shown[1]?.picture.sha256, altText: '' },
    ]);
  });
});

describe('an answer that is lost', () => {
  test.each<[Fault['effect'], number]>([
    [{ kind: 'dropAfterAccept' }, 1],
    [{ kind: 'dropBeforeAccept' }, 0],
    [{ kind: 'status5xx', status: 502 }, 0],
    [{ kind: 'htmlInsteadOfJson' }, 0],
  ])('of the post leaves it unknown, and nobody but the person can tell: %o', async (effect, deliveries) => {
    const lost = plan(`Lost by ${effect.kind}`);
    await fault('/rest/posts', effect);
    expect((await postOutcome(world, lost)).kind).toBe('unknown');
    expect(stepNamed(lost, 'post').safety).toBe('never');
    expect(await find(lost)).toMatchObject({ kind: 'cannot_tell', problem: { code: 'unknown' } });
    expect(await deliveriesOf(world, lost)).toHaveLength(deliveries);
  });

  it('of a post without an id in it is unknown too', async () => {
    const connector = world.through(answering('/rest/posts', () => new Response('', { status: 201 })));
    const outcome = await postOutcome(world, planOf(connector, account, 'No id'));
    expect(outcome).toMatchObject({ kind: 'unknown', problem: { code: 'bad_answer' } });
  });

  it('is proven afterwards by the refusal of a repeat that the person wanted, and makes no second post', async () => {
    const lost = plan('Sent twice');
    await fault('/rest/posts', { kind: 'dropAfterAccept' });
    expect((await postOutcome(world, lost)).kind).toBe('unknown');
    const [there] = await deliveriesOf(world, lost);
    expect(await postOutcome(world, lost)).toEqual({
      kind: 'refused',
      problem: { code: 'duplicate', detail: `Content is a duplicate of ${there?.id}` },
    });
    expect(await deliveriesOf(world, lost)).toHaveLength(1);
  });

  test.each<[string, string, Fault['effect']]>([
    ['the place for a picture', '/rest/images', { kind: 'dropAfterAccept' }],
    ['the place for a picture', '/rest/images', { kind: 'malformedJson' }],
    ['a picture', '/dms-uploads/*', { kind: 'dropAfterAccept' }],
    ['a picture', '/dms-uploads/*', { kind: 'dropBeforeAccept' }],
    ['a picture, half sent', '/dms-uploads/*', { kind: 'dropAtByte', atByte: 100 }],
    ['a picture, put into a Wi-Fi’s page', '/dms-uploads/*', { kind: 'htmlInsteadOfJson' }],
  ])('of %s (%s, %o) harms nothing: it is put there again', async (_, path, effect) => {
    const sent = plan('With pictures', { pictures });
    await fault(path, effect);
    const step = stepNamed(sent, 'picture-1');
    expect((await performStep(sent, step, {})).kind).toBe('unknown');
    expect(step.safety).toBe('repeat');
    await publishAll(world, sent);
    const [delivery, ...others] = await deliveriesOf(world, sent);
    expect(others).toEqual([]);
    expect(delivery?.media.map(({ sha256 }) => sha256)).toEqual(pictures.map(({ picture }) => picture.sha256));
  });
});

describe('an upload address that LinkedIn hands out', () => {
  it('gets the token only where it is LinkedIn’s own', async () => {
    const elsewhere = await startLoopback((_, response) => answerJson(response, {}, 201));
    try {
      const moved = world.through(
        answering('/rest/images', (body) => {
          const { value } = JSON.parse(body) as { value: object };
          return Response.json({ value: { ...value, uploadUrl: `${elsewhere.url}/bucket` } });
        }),
      );
      const sent = planOf(moved, account, 'Elsewhere', { pictures });
      expect((await performStep(sent, stepNamed(sent, 'picture-1'), {})).kind).toBe('accepted');
      expect(elsewhere.asked).toEqual(['PUT /bucket']);
      expect(elsewhere.headersOf(0)).not.toHaveProperty('authorization');
      expect(elsewhere.headersOf(0)['content-length']).toBe(String(pictures[0]?.bytes.length));
    } finally {
      await elsewhere.close();
    }
  });

  it('is not used when it is not secure', async () => {
    const insecure = world.through(
      answering('/rest/images', () =>
        Response.json({ value: { uploadUrl: 'http://images.example/x', image: 'urn:li:image:1' } }),
      ),
    );
    const sent = planOf(insecure, account, 'Insecure', { pictures });
    expect((await performStep(sent, stepNamed(sent, 'picture-1'), {})).kind).toBe('refused');
    expect(world.asked.at(-1)).toBe('POST /rest/images');
  });
});
