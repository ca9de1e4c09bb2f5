import { defaultRouteRules } from '../../contract/rules.ts';
import { expect, test } from 'vitest';
import type { AccountId, NetworkId, RouteId } from '../../contract/model.ts';
import type { AccountView, NetworkOption, RouteView } from '../../contract/views.ts';
import { fieldsOf, type LinkStep, missingOf, nextLinkStep, requestOf } from '../../renderer/settings/link-flow.ts';
import { suggestRoute } from '../../renderer/settings/route-suggestion.ts';
import { routeTable } from '../../renderer/settings/route-table.ts';

const bluesky: NetworkOption = {
  id: 'bluesky',
  name: 'Bluesky',
  methods: ['window', 'browser', 'app_password'],
  instance: { required: true, example: 'mara.bsky.social', preset: '' },
  canRead: true,
  canPublish: true,
  permissions: [],
  capabilities: {} as NetworkOption['capabilities'],
  keys: null,
  keyMethods: [],
  canRevoke: true,
};
function account(id: number, network: NetworkId, can: Partial<AccountView> = {}): AccountView {
  return { id: id as AccountId, network, canRead: true, canPublish: true, ...can } as unknown as AccountView;
}
function route(source: AccountView, destination: AccountView): RouteView {
  const rules = defaultRouteRules;
  return { id: 1 as RouteId, sourceId: source.id, destinationId: destination.id, mode: 'review', paused: false, rules };
}
function formAfter(...events: readonly Parameters<typeof nextLinkStep>[1][]) {
  const start: LinkStep = { step: 'network' };
  const step = events.reduce(nextLinkStep, nextLinkStep(start, { type: 'chosen', network: bluesky }));
  if (step.step !== 'form') throw new Error(`Expected the form, found ${step.step}`);
  return step;
}

test('a sign-in asks only for what its method needs', () => {
  expect(fieldsOf({ network: bluesky, method: 'window' })).toEqual(['instance']);
  expect(fieldsOf({ network: bluesky, method: 'app_password' })).toEqual(['instance', 'identifier', 'appPassword']);
  expect(fieldsOf({ network: { ...bluesky, instance: null }, method: 'browser' })).toEqual([]);
});

test('what is missing is named, and a blank is missing', () => {
  const { form } = formAfter({ type: 'value', field: 'instance', value: '  ' });
  expect(missingOf(form)).toEqual(['instance']);
});

test('the question to main has no blanks and nothing of another method', () => {
  const { form } = formAfter(
    { type: 'method', method: 'app_password' },
    { type: 'value', field: 'identifier', value: 'mara' },
    { type: 'value', field: 'appPassword', value: 'abcd-efgh' },
    { type: 'method', method: 'window' },
    { type: 'value', field: 'instance', value: ' mara.example\n' },
  );
  expect(requestOf(form)).toEqual({ network: 'bluesky', method: 'window', instance: 'mara.example' });
});

test('a failed sign-in keeps what was typed, except the password', () => {
  const { form } = formAfter({ type: 'value', field: 'appPassword', value: 'abcd-efgh' });
  const failed = nextLinkStep({ step: 'signing_in', form }, { type: 'failed', problem: { code: 'wrong_password' } });
  expect(failed).toMatchObject({
    step: 'form',
    problem: { code: 'wrong_password' },
    form: { values: { appPassword: '' } },
  });
});

test('the answer to a sign-in that was cancelled changes nothing', () => {
  const { form } = formAfter();
  const cancelled = nextLinkStep({ step: 'signing_in', form }, { type: 'cancelled' });
  expect(nextLinkStep(cancelled, { type: 'failed', problem: { code: 'sign_in_closed' } })).toBe(cancelled);
  expect(nextLinkStep(cancelled, { type: 'linked', account: account(1, 'bluesky') })).toBe(cancelled);
});

test('a new account is offered the route from a picture network to a microblog', () => {
  const pixelfed = account(1, 'pixelfed');
  const mastodon = account(2, 'mastodon');
  const linked = account(3, 'bluesky');
  expect(suggestRoute(linked, [pixelfed, mastodon, linked], [])).toEqual({ source: pixelfed, destination: linked });
});

test('between two microblogs the account that was there first is the source', () => {
  const [first, linked] = [account(1, 'mastodon'), account(2, 'bluesky')];
  expect(suggestRoute(linked, [first, linked], [])).toEqual({ source: first, destination: linked });
});

test('a route that is there is not offered again', () => {
  const pixelfed = account(1, 'pixelfed');
  const linked = account(3, 'bluesky', { canRead: false });
  expect(suggestRoute(linked, [pixelfed, linked], [route(pixelfed, linked)])).toBeNull();
});

test('nothing is offered from an account that cannot be read, nor to itself', () => {
  const writer = account(1, 'x', { canRead: false });
  const linked = account(2, 'threads', { canRead: false });
  expect(suggestRoute(linked, [writer, linked], [])).toBeNull();
  expect(suggestRoute(account(3, 'mastodon'), [account(3, 'mastodon')], [])).toBeNull();
});

test('there is a matrix of routes only when a post could go from one account to another', () => {
  expect(routeTable([account(1, 'mastodon')])).toBeNull();
  expect(routeTable([account(1, 'x', { canRead: false }), account(2, 'threads', { canRead: false })])).toBeNull();
  const instagram = account(1, 'instagram', { canPublish: false });
  const mastodon = account(2, 'mastodon');
  expect(routeTable([instagram, mastodon])).toEqual({ sources: [instagram, mastodon], destinations: [mastodon] });
});
