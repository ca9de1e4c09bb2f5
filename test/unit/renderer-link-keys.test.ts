/** Linking at a network that wants the person's own developer app: which step comes when, and what is asked of main. */
import { expect, test } from 'vitest';
import type { KeysView } from '../../contract/keys.ts';
import type { SignInMethod } from '../../contract/model.ts';
import type { NetworkOption } from '../../contract/views.ts';
import { keysRequest, keyWord, missingKeys, valuesAtFirst } from '../../renderer/settings/key-form.ts';
import { guideParts, placesLeft } from '../../renderer/settings/guide-words.ts';
import {
  fieldsOf,
  type LinkEvent,
  type LinkStep,
  missingOf,
  nextLinkStep,
  requestOf,
} from '../../renderer/settings/link-flow.ts';

const none: KeysView = {
  fields: [
    { name: 'clientId', value: '', isSet: false },
    { name: 'clientSecret', value: '', isSet: false },
  ],
  state: 'missing',
  console: 'https://developers.example/',
  redirects: ['http://127.0.0.1:47813/callback'],
  scopes: ['read', 'write'],
};
const kept: KeysView = {
  ...none,
  fields: [
    { name: 'clientId', value: 'app-7', isSet: true },
    { name: 'clientSecret', value: '', isSet: true },
  ],
  state: 'saved',
};
const networkWith = (
  keys: KeysView | null,
  methods: readonly SignInMethod[] = ['browser', 'token'],
): NetworkOption => ({
  id: 'linkedin',
  name: 'LinkedIn',
  methods,
  instance: null,
  canRead: false,
  canPublish: true,
  permissions: [],
  capabilities: {} as NetworkOption['capabilities'],
  keys,
  keyMethods: ['browser'],
  canRevoke: false,
});
function after(network: NetworkOption, ...events: readonly LinkEvent[]): LinkStep {
  const start: LinkStep = { step: 'network' };
  return events.reduce(nextLinkStep, nextLinkStep(start, { type: 'chosen', network }));
}

test('keys that are missing come before the sign-in, keys that are there do not', () => {
  expect(after(networkWith(none)).step).toBe('keys');
  expect(after(networkWith(kept)).step).toBe('form');
  expect(after(networkWith({ ...none, state: 'preset' })).step).toBe('form');
  expect(after(networkWith(null)).step).toBe('form');
});

test('a way that needs no keys goes past them, and back to them when another is chosen', () => {
  const byToken = after(networkWith(none), { type: 'method', method: 'token' });
  expect(byToken).toMatchObject({ step: 'form', form: { method: 'token' } });
  expect(nextLinkStep(byToken, { type: 'method', method: 'browser' })).toMatchObject({ step: 'keys' });
  expect(after(networkWith(none, ['token', 'browser'])).step).toBe('form');
});

test('saved keys lead on to the sign-in, with the network as it is now', () => {
  const now = after(networkWith(none), { type: 'keys_saved', network: networkWith(kept) });
  expect(now).toMatchObject({ step: 'form', form: { method: 'browser', network: { keys: { state: 'saved' } } } });
});

test('keys can be looked at again, and back leads to where they were opened from', () => {
  const again = after(networkWith(kept), { type: 'keys' });
  expect(again.step).toBe('keys');
  expect(nextLinkStep(again, { type: 'back' }).step).toBe('form');
  expect(after(networkWith(none), { type: 'back' }).step).toBe('network');
  expect(after(networkWith(null), { type: 'keys' }).step).toBe('form');
});

test('a token is asked for, is needed, and is all that is sent', () => {
  const step = after(networkWith(none), { type: 'method', method: 'token' });
  if (step.step !== 'form') throw new Error(step.step);
  expect(fieldsOf(step.form)).toEqual(['token']);
  expect(missingOf(step.form)).toEqual(['token']);
  const typed = nextLinkStep(step, { type: 'value', field: 'token', value: ' AQX-1 \n' });
  if (typed.step !== 'form') throw new Error(typed.step);
  expect(requestOf(typed.form)).toEqual({ network: 'linkedin', method: 'token', token: 'AQX-1' });
});

test('a token stays in the window no longer than the one question it is for', () => {
  const typed = after(
    networkWith(none),
    { type: 'method', method: 'token' },
    { type: 'value', field: 'token', value: 'AQX-1' },
    { type: 'submitted' },
    { type: 'failed', problem: { code: 'unreachable' } },
  );
  expect(typed).toMatchObject({ step: 'form', form: { method: 'token', values: { token: '' } } });
});

test('fields are called as the network’s own page calls them', () => {
  expect(keyWord('x', 'clientId')).toBe('client_id');
  expect(keyWord('tiktok', 'clientId')).toBe('client_key');
  expect(keyWord('threads', 'clientSecret')).toBe('threads_app_secret');
  expect(keyWord('instagram', 'redirectUri')).toBe('redirect');
});

test('a form begins with what is kept, never with a secret, and with Crosstie’s own redirect address', () => {
  expect(valuesAtFirst(kept)).toEqual({
    clientId: 'app-7',
    clientSecret: '',
    redirectUri: 'http://127.0.0.1:47813/callback',
  });
});

test('a secret that is kept may stay empty, one that is not may not', () => {
  expect(missingKeys(none, valuesAtFirst(none))).toEqual(['clientId', 'clientSecret']);
  expect(missingKeys(kept, valuesAtFirst(kept))).toEqual([]);
  expect(missingKeys(kept, { ...valuesAtFirst(kept), clientId: '  ' })).toEqual(['clientId']);
});

test('main is asked about what this network wants and nothing else, and told no empty secret', () => {
  expect(keysRequest('linkedin', kept, valuesAtFirst(kept))).toEqual({ network: 'linkedin', clientId: 'app-7' });
  const typed = { ...valuesAtFirst(kept), clientSecret: ' s3cret\n' };
  expect(keysRequest('linkedin', kept, typed)).toEqual({
    network: 'linkedin',
    clientId: 'app-7',
    clientSecret: 's3cret',
  });
});

test('a guide’s sentence is taken apart where something to copy stands', () => {
  expect(guideParts('Enter {{redirect}} there, then tick {{scopes}}.')).toEqual([
    { kind: 'words', words: 'Enter ' },
    { kind: 'redirect' },
    { kind: 'words', words: ' there, then tick ' },
    { kind: 'scopes' },
    { kind: 'words', words: '.' },
  ]);
  expect(guideParts('Press Save.')).toEqual([{ kind: 'words', words: 'Press Save.' }]);
});

test('what no sentence has a place for is shown all the same', () => {
  expect(placesLeft(['Enter {{redirect}} there.'], none)).toEqual(['scopes']);
  expect(placesLeft(['Enter {{redirect}} there.', 'Tick {{scopes}}.'], none)).toEqual([]);
  expect(placesLeft([], { redirects: [], scopes: [] })).toEqual([]);
});
