/** From the facts of a ledger row to the sentence a person reads. */
import { describe, expect, test } from 'vitest';
import type { LedgerId, PostId } from '../../contract/model.ts';
import type { LedgerAction } from '../../contract/ledger.ts';
import type { LedgerAbout, LedgerRow } from '../../contract/ledger.ts';
import { ledgerAbout } from '../../main/core/ledger/about.ts';
import type { PostRecord } from '../../main/core/ports/records.ts';
import { createI18n } from '../../renderer/i18n/i18n.ts';
import { ledgerWords } from '../../renderer/settings/ledger-words.ts';
import { someHash } from '../helpers/store-rows.ts';

const nothing: LedgerAbout = {
  network: null,
  account: null,
  to: null,
  title: null,
  code: null,
  until: null,
  reason: null,
  holds: [],
  isOurs: false,
  isThere: false,
  usd: null,
};
const row = (action: LedgerAction, about: Partial<LedgerAbout> = {}): LedgerRow => ({
  id: 1 as LedgerId,
  at: 0,
  action,
  about: { ...nothing, ...about },
  summary: '',
  hash: someHash(1),
});
const mara = { account: 'mara', network: 'mastodon' } as const;
const { t } = createI18n('en');
const words = (line: LedgerRow) => ledgerWords(line, t, (at) => `at ${at}`);

describe('a ledger row', () => {
  const post = { id: 7 as PostId, text: 'Autumn fog\nover the harbour' } as PostRecord;
  const read = { post: (id: PostId) => (id === post.id ? post : null) };

  test('is about the post and the account that its facts name', () => {
    const facts = { crosspost: 3, post: 7, network: 'mastodon', account: 'mara', code: 'rate_limited' };
    const about = { ...nothing, ...mara, title: 'Autumn fog over the harbour', code: 'rate_limited' };
    expect(ledgerAbout(read, { action: 'crosspost_failed', facts })).toEqual(about);
  });

  test('is about nothing where a fact is missing or of another time', () => {
    const facts = { post: 8, network: 'gone', account: null, code: 'interrupted', reason: 'whim', holds: 'none' };
    expect(ledgerAbout(read, { action: 'crosspost_held', facts })).toEqual(nothing);
  });
});

describe('the sentence of a ledger row', () => {
  test('names account and network, and gives the reason', () => {
    expect(words(row('crosspost_failed', { ...mara, code: 'content_rejected' }))).toEqual({
      sentence: 'Not published at mara (Mastodon)',
      reason: 'Mastodon did not take this post as it is.',
    });
  });

  test('says why a yes ended, and what holds a crosspost', () => {
    expect(words(row('approval_voided', { ...mara, reason: 'edited' })).reason).toBe(
      'It was edited after the approval.',
    );
    const facts = {
      holds: ['audience_cannot_be_kept', 'too_many_pictures'],
      values: { audience_cannot_be_kept: { audience: 'followers' } },
    };
    const { holds } = ledgerAbout({ post: () => null }, { action: 'crosspost_held', facts });
    expect(words(row('crosspost_held', { ...mara, holds })).reason).toBe(
      'The original is for: Followers. Mastodon could only show it to more people.',
    );
  });

  test('tells a new post from a copy that comes back', () => {
    expect(words(row('post_noticed', mara)).sentence).toBe('New post noticed at mara (Mastodon)');
    expect(words(row('post_noticed', { ...mara, isOurs: true })).sentence).toMatch(/^Own crosspost seen/);
  });

  test('tells what was found from what was not', () => {
    expect(words(row('attempt_settled', { ...mara, isThere: true })).sentence).toMatch(/^Found/);
    expect(words(row('attempt_settled', mara)).sentence).toMatch(/^Not found/);
  });

  test('says until when, and from where to where', () => {
    expect(words(row('paused', { until: 5 })).sentence).toBe('Paused until at 5');
    expect(words(row('paused', { until: 'forever' })).sentence).toBe('Paused until resumed');
    expect(words(row('route_created', { account: 'mara', to: 'other' })).sentence).toBe('Route made: mara → other');
  });
});
