/** The page of networks and keys, without its drawing. */
import { expect, test } from 'vitest';
import { capabilities, type Capabilities, lackReasons } from '../../contract/capabilities.ts';
import type { BucketView } from '../../contract/keys.ts';
import { networkNames } from '../../contract/network-names.ts';
import { createI18n } from '../../renderer/i18n/i18n.ts';
import { offerLines } from '../../renderer/settings/offers.ts';
import { missingPlace, placeAtFirst, placeFields, wrongField } from '../../renderer/settings/place.ts';

const allYes = Object.fromEntries(capabilities.map((capability) => [capability, 'yes'])) as Capabilities;
const bucket: BucketView = {
  endpoint: 'https://s3.example',
  region: 'auto',
  bucket: 'mara',
  prefix: '',
  publicBase: '',
  accessKeyId: 'AKIA',
};

test('every capability has a line with an answer, and a reason unless it is yes', () => {
  const lines = offerLines({ ...allYes, edit: 'later', remove: 'no_call' });
  expect(lines.map(({ capability }) => capability)).toEqual(capabilities);
  expect(lines.filter(({ answer }) => answer !== 'yes')).toEqual([
    { capability: 'edit', answer: 'later', reason: 'later' },
    { capability: 'remove', answer: 'no', reason: 'no_call' },
  ]);
});

test.each(['en', 'de'] as const)('every reason makes a whole sentence for every capability (%s)', (language) => {
  const { t } = createI18n(language);
  const values = capabilities.map((capability) => ({
    network: networkNames.instagram,
    capability: t(`words.capability.${capability}`),
  }));
  const sentences = [...lackReasons, 'later' as const].flatMap((reason) =>
    values.map((value) => t(`words.lack.${reason}`, value)),
  );
  expect(sentences.filter((sentence) => !/^\p{Lu}.*\.$/u.test(sentence) || sentence.includes('{{'))).toEqual([]);
});

test('a bucket needs all but its folder and its public address', () => {
  expect(missingPlace(placeAtFirst(null), false)).toEqual([
    'endpoint',
    'region',
    'bucket',
    'accessKeyId',
    'secretAccessKey',
  ]);
});

test('a bucket that is kept fills the form without its secret, which may then stay empty', () => {
  expect(placeAtFirst(bucket)).toEqual({ ...bucket, secretAccessKey: '' });
  expect(missingPlace(placeAtFirst(bucket), true)).toEqual([]);
  expect(missingPlace(placeAtFirst(bucket), false)).toEqual(['secretAccessKey']);
});

test.each(placeFields)('main may find %s to be wrong, and that field is marked', (field) => {
  expect(wrongField({ code: 'wrong_field', detail: field })).toBe(field);
});

test('a failure of another kind marks no field', () => {
  expect(wrongField({ code: 'unreachable', detail: 'endpoint' })).toBeNull();
  expect(wrongField({ code: 'wrong_field', detail: 'elsewhere' })).toBeNull();
  expect(wrongField(null)).toBeNull();
});
