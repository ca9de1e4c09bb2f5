import { expect, test } from './fixture.ts';
test.describe('linked', () => {
  test.use({ isLinked: true });
  for (const n of [1, 2])
    test(`works ${n}`, async ({ launch }) => {
      const app = await launch();
      const settings = await app.settings();
      await expect(settings.getByText(/^checked /)).toHaveCount(3);
      console.log(await app.trayMenu());
      await settings.screenshot({ path: 'out/x.png' });
    });
});
test('fresh', async ({ launch }) => {
  const app = await launch();
  console.log(await app.trayMenu());
});
