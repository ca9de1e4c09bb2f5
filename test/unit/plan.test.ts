import fc from 'fast-check';
import { expect, test } from 'vitest';
import type { AccountLimits, MediaId, NoticeCode, Sha256 } from '../../contract/model.ts';
import { audiences } from '../../contract/model.ts';
import { defaultToggles } from '../../contract/rules.ts';
import type { PictureForPlan, Plan, PlanInput } from '../../main/core/crosspost/plan.ts';
import { judgeAgain } from '../../main/core/crosspost/judge.ts';
import { planCrosspost } from '../../main/core/crosspost/plan.ts';
import { isAtMost } from '../../main/core/privacy/audience.ts';
import { type TextPreview } from '../../main/core/ports/network.ts';
import { otherMediaKinds } from '../../main/core/ports/source.ts';
import type { PostRecord } from '../../main/core/ports/records.ts';
import { aPost, plainLimits } from '../helpers/records.ts';

const limits: AccountLimits = { ...plainLimits, text: 120, altText: 200, audiences: ['public'], warnings: false };
const preview = (text: string): TextPreview => ({ count: Array.from(text).length, segments: [{ kind: 'text', text }] });
const judging = { preview, notices: () => [] };
const picture = (altText = 'A harbour', fitted?: PictureForPlan['fitted']): PictureForPlan => ({
  mediaId: 1 as MediaId,
  altText,
  fitted:
    fitted === undefined
      ? {
          kind: 'as_is',
          file: { sha256: 'a'.repeat(64) as Sha256, mimeType: 'image/jpeg', sizeBytes: 9, width: 3, height: 2 },
        }
      : fitted,
});
const inputOf = (post: Partial<PostRecord>): PlanInput => ({
  post: aPost(post),
  pictures: [picture()],
  video: null,
  limits,
  judging,
  toggles: { ...defaultToggles, carryNotPublic: 'yes' },
  marksSensitive: true,
  audienceUntoldBy: null,
  hasAddress: () => true,
});
const plan = (post: Partial<PostRecord> = {}, pictures = [picture()], changed: Partial<AccountLimits> = {}): Plan =>
  planCrosspost({ ...inputOf(post), pictures, limits: { ...limits, ...changed } });
const codes = ({ notices }: Pick<Plan, 'notices'>): readonly NoticeCode[] => notices.map((notice) => notice.code);

test('a public post with a described picture is carried as it is, with nothing to say', () => {
  const { state, content, notices } = plan({ text: 'Autumn fog #fog' });
  expect({ state, notices, text: content.text, audience: content.audience }).toEqual({
    state: 'waiting',
    notices: [],
    text: 'Autumn fog #fog',
    audience: 'public',
  });
  expect(content.pictures[0]?.altText).toBe('A harbour');
});

test('a post for followers is held where only public exists, and says why', () => {
  const held = plan({ audience: 'followers' });
  expect(held.state).toBe('held');
  expect(held.notices).toContainEqual({
    level: 'hold',
    code: 'audience_cannot_be_kept',
    values: { audience: 'followers' },
  });
});

test('where the network does not say who sees the original, the person is told', () => {
  const { state, notices } = planCrosspost({ ...inputOf({}), audienceUntoldBy: 'Threads' });
  expect(state).toBe('waiting');
  expect(notices).toEqual([{ level: 'warning', code: 'audience_not_told', values: { source: 'Threads' } }]);
});

test('a reply is held: it means nothing without what it answers', () => {
  expect(plan({ isReply: true }).state).toBe('held');
});

test('a long text is shortened with a link, and says so', () => {
  const short = plan({ text: 'word '.repeat(60), url: 'https://pixels.example/p/7' });
  expect(short.state).toBe('waiting');
  expect(codes(short)).toContain('text_shortened');
  expect(short.content.text).toMatch(/…\nhttps:\/\/pixels\.example\/p\/7$/);
  expect(Array.from(short.content.text).length).toBeLessThanOrEqual(limits.text);
});

test('bytes count too, where the network counts them', () => {
  const short = plan({ text: '👩‍👩‍👧‍👦'.repeat(10) }, [picture()], { textBytes: 100 });
  expect(Buffer.byteLength(short.content.text)).toBeLessThanOrEqual(100);
});

test('a content warning is kept where there are warnings and moved to the text where there are none', () => {
  expect(plan({ warning: 'blood' }, [picture()], { warnings: true }).content).toMatchObject({
    warning: 'blood',
    sensitive: true,
  });
  const moved = plan({ warning: 'blood', text: 'Surgery' });
  expect(moved.content).toMatchObject({ warning: null, sensitive: true, text: 'blood\n\nSurgery' });
  expect(codes(moved)).toContain('warning_moved_to_text');
});

test.each<[string, PictureForPlan['fitted'], NoticeCode]>([
  ['could not be fetched', null, 'picture_unavailable'],
  ['is of a kind the network does not take', { kind: 'impossible', reason: 'type' }, 'picture_unsupported'],
  ['is damaged', { kind: 'impossible', reason: 'damaged' }, 'picture_unsupported'],
  ['cannot be made small enough', { kind: 'impossible', reason: 'size' }, 'picture_too_large'],
])('a picture that %s holds the crosspost: a set is never carried with a gap', (_what, fitted, code) => {
  const held = plan({}, [picture(), picture('B', fitted)]);
  expect(held.state).toBe('held');
  expect(codes(held)).toContain(code);
});

test('more pictures than the network takes hold the crosspost', () => {
  expect(
    codes(
      plan(
        {},
        Array.from({ length: 5 }, () => picture()),
      ),
    ),
  ).toContain('too_many_pictures');
});

test('a missing alt text wants a look; an edit that adds it settles that and keeps what else was said', () => {
  const planned = plan({ text: 'Hi @anna' }, [picture('')]);
  expect(codes(planned)).toEqual(['mentions_made_plain', 'alt_text_missing']);
  const edited = {
    ...planned.content,
    pictures: planned.content.pictures.map((item) => ({ ...item, altText: 'Fog' })),
  };
  expect(judgeAgain(planned.notices, edited, limits, judging).map((notice) => notice.code)).toEqual([
    'mentions_made_plain',
  ]);
});

test('whatever the post, what is not held fits the network and is never wider', () => {
  const anyPost = fc.record({
    text: fc.string({ unit: 'grapheme', maxLength: 400 }),
    audience: fc.constantFrom(...audiences),
    warning: fc.option(fc.string({ maxLength: 200 })),
    isReply: fc.boolean(),
    otherMedia: fc.constantFrom(null, ...otherMediaKinds),
  });
  const anyLimits = fc.record({
    text: fc.integer({ min: 1, max: 500 }),
    pictures: fc.integer({ min: 1, max: 4 }),
    audiences: fc.subarray([...audiences]),
  });
  fc.assert(
    fc.property(anyPost, anyLimits, fc.integer({ min: 0, max: 6 }), (post, changed, count) => {
      const made = plan(
        post,
        Array.from({ length: count }, () => picture()),
        changed,
      );
      if (made.state === 'held') return;
      expect(preview(made.content.text).count).toBeLessThanOrEqual(changed.text);
      expect(made.content.pictures.length).toBeLessThanOrEqual(changed.pictures);
      expect(changed.audiences).toContain(made.content.audience);
      expect(isAtMost(made.content.audience, post.audience)).toBe(true);
      expect(post.isReply || post.otherMedia !== null).toBe(false);
    }),
    { numRuns: 10_000 },
  );
});

test('the warning counts with every part of a thread, since it stands over each', () => {
  const { content } = plan({ text: 'Fog' });
  const judged = (thread: readonly string[], warning: string | null) =>
    judgeAgain([], { ...content, thread, warning }, { ...limits, warnings: true, threads: true }, judging);
  expect(judged(['x'.repeat(120)], null).map(({ code }) => code)).not.toContain('text_too_long');
  expect(judged(['x'.repeat(120)], 'Weather')).toContainEqual(
    expect.objectContaining({ code: 'text_too_long', values: { count: 127, limit: 120 } }),
  );
});
