import { expect, test } from 'vitest';
import type { Content, ContentPicture, Sha256 } from '../../contract/model.ts';
import { canonicalJson } from '../../contract/json.ts';
import { contentHash } from '../../main/core/crosspost/content.ts';
import { publishGuard } from '../../main/core/crosspost/guard.ts';
import { aCrosspost, anAccount } from '../helpers/records.ts';

const account = anAccount();
const { content } = aCrosspost();
const hash = contentHash(content, account, null);
const picture = content.pictures[0] as ContentPicture;
const yes = { approvedAt: 1, approvedBy: 'person', scheduledAt: null } as const;
const approval = { crosspostId: aCrosspost().id, contentHash: hash, content, ...yes };
const sound = {
  crosspost: aCrosspost({ contentHash: hash }),
  account,
  approval,
  original: 'public',
  route: { mode: 'review', paused: false },
  filesIntact: true,
  isRepeated: false,
  holds: [],
  hash,
  now: 5,
} as const;

const changes: Readonly<Record<string, Partial<Content>>> = {
  text: { text: 'Autumn fog.' },
  'a space': { text: 'Autumn fog ' },
  language: { language: 'de' },
  audience: { audience: 'unlisted' },
  sensitive: { sensitive: true },
  warning: { warning: 'fog' },
  'no pictures': { pictures: [] },
  'a picture twice': { pictures: [picture, picture] },
  'the bytes of a picture': { pictures: [{ ...picture, sha256: 'c'.repeat(64) as Sha256 }] },
  'the kind of a picture': { pictures: [{ ...picture, mimeType: 'image/png' }] },
  'the size of a picture': { pictures: [{ ...picture, sizeBytes: 10 }] },
  'the width of a picture': { pictures: [{ ...picture, width: 4 }] },
  'the height of a picture': { pictures: [{ ...picture, height: 4 }] },
  'an alt text': { pictures: [{ ...picture, altText: 'A harbour.' }] },
};

test.each(Object.entries(changes))('a change of %s gives another hash', (_what, change) => {
  expect(contentHash({ ...content, ...change }, account, null)).not.toBe(hash);
});

test.each([{ network: 'mastodon' }, { instance: 'https://other.example' }, { remoteId: 'did:plc:other' }] as const)(
  'another account gives another hash: %o',
  (change) => {
    expect(contentHash(content, { ...account, ...change }, null)).not.toBe(hash);
  },
);

test('a chosen time gives another hash', () => {
  expect(contentHash(content, account, 5)).not.toBe(hash);
});

test('a new handle of the same account does not', () => {
  expect(contentHash(content, { ...account, handle: 'mara.new.example' }, null)).toBe(hash);
});

test('canonical JSON does not depend on the order of keys', () => {
  expect(canonicalJson({ b: [1, { d: null, c: 'x' }], a: true })).toBe('{"a":true,"b":[1,{"c":"x","d":null}]}');
});

test('what was approved goes', () => {
  expect(publishGuard(sound)).toEqual({ kind: 'go' });
});

test.each([
  ['there is none', { approval: null }],
  ['it is for other content', { approval: { ...approval, contentHash: 'd'.repeat(64) as Sha256 } }],
  ['the stored hash is not what would be sent', { crosspost: aCrosspost({ contentHash: 'd'.repeat(64) as Sha256 }) }],
  ['the account was unlinked', { account: anAccount({ unlinkedAt: 3 }) }],
  ['a picture is gone', { filesIntact: false }],
  ['the account got the same meanwhile', { isRepeated: true }],
  ['the original was for fewer people', { original: 'followers' }],
] as const)('an approval is void when %s', (_why, change) => {
  expect(publishGuard({ ...sound, ...change }).kind).toBe('void');
});

test('a rule that was made stricter since holds it, even while its account must be linked again', () => {
  const holds = [{ code: 'not_public', level: 'hold' }] as const;
  const account = anAccount({ state: 'link_again' });
  expect(publishGuard({ ...sound, holds, account })).toEqual({ kind: 'hold', notices: holds });
});

test('a crosspost waits while its account must be linked again', () => {
  const verdict = publishGuard({
    ...sound,
    account: anAccount({ state: 'link_again', problem: { code: 'auth_revoked' } }),
  });
  expect(verdict).toMatchObject({ kind: 'wait', problem: { code: 'auth_revoked' } });
});
