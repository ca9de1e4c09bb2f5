/** A text that is longer than one post takes: shortened at first, a thread after a press, sent in order. */
import { allow, card, checkUntil, linkAccount, makeRoute, openTab } from '../helpers/person.ts';
import { expect, test } from './fixture.ts';

test.use({ isLinked: true });

const sentences = [
  'The ferries sound their horns in the fog as if they were looking for each other.',
  'Half past six, and the man who sells coffee at the pier has not yet seen the other side.',
  'By eight the cranes come out, one after the other, and the town goes on as if nothing had been.',
  'I have a hundred pictures of nothing from this morning and like every one of them.',
];

test('a shortened text becomes a thread, a part is added by hand, and all goes out in order', async ({
  launch,
  networks,
}) => {
  const app = await launch();
  await linkAccount(app, { network: 'X', page: '/i/oauth2/authorize', consent: allow });
  await makeRoute(await app.settings());
  const pictures = [{ scene: 'fog-harbour', altText: 'Cranes in the fog' } as const];
  await networks.publish({ text: `Fog ${sentences.join(' ')}`, pictures });
  const approval = await app.approval();
  await checkUntil(approval, 'Fog');
  const x = card(approval, 'X');
  await expect(x).toContainText('The text was shortened to fit');
  await expect(x).toContainText('charges');
  await x.getByRole('button', { name: 'Make it a thread' }).click();
  const parts = x.getByRole('list', { name: 'Goes on in' }).getByRole('listitem');
  await expect(parts.first()).toContainText('2 of 2');
  await expect(x).not.toContainText('The text was shortened to fit');

  await x.getByRole('button', { name: 'Edit', exact: true }).click();
  await x.getByRole('button', { name: 'Add a post' }).click();
  await expect(x.getByLabel('Post 3 on X')).toBeFocused();
  await approval.keyboard.type('And one more thing.');
  await expect(parts).toHaveCount(2);
  await expect(parts.last()).toContainText('And one more thing.');
  await x.getByRole('button', { name: 'Done' }).click();

  for (const network of ['Mastodon', 'Bluesky'])
    await card(approval, network).getByRole('button', { name: 'Leave out' }).click();
  await approval.getByRole('button', { name: /^Approve/ }).click();
  await openTab(approval, /^Scheduled/);
  await approval.locator('[data-queue-row]').filter({ hasText: 'Fog' }).click();
  await expect(x).toContainText(/Published \S/, { timeout: 40_000 });
  const received = await networks.received('x');
  expect(received.map(({ text }) => text.split(' ')[0])).toEqual(['Fog', expect.any(String), 'And']);
  expect(received.map(({ replyTo }) => replyTo)).toEqual([null, received[0]?.id, received[1]?.id]);
});
