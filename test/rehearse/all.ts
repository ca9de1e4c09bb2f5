/**
 * `npm run rehearse -- --headless --json --all`: the built app, all ten networks linked, a route from every account that can
 * be read to every account that can be published to, and from each source a picture, several, a video, a text longer than
 * any limit and a post for few. What arrived is counted at the networks' own doors.
 */
import path from 'node:path';
import type { Page } from '@playwright/test';
import Database from 'better-sqlite3';
import type { ArgumentOf, AnswerOf, CallName } from '../../contract/api.ts';
import type { NetworkId } from '../../contract/model.ts';
import type { AccountView } from '../../contract/views.ts';
import type { CrosspostView, QueueDetail } from '../../contract/queue-views.ts';
import type { Rehearsal } from '../../main/rehearsal/rehearsal.ts';
import { launchApp, nextWindow, temporaryFolder, type App } from '../helpers/app.ts';
import { allow } from '../helpers/person.ts';
import { type Controls, controlsOf } from '../helpers/rehearsal-world.ts';
import { type AllSummary, type Output, summarise } from './all-count.ts';
import { postsFor, type SourcePost } from './all-posts.ts';

type Say = (line: string) => void;
type Ask = <Name extends CallName>(name: Name, argument: ArgumentOf<Name>) => Promise<AnswerOf<Name>>;

/** In the order in which the link sheet shows them; all consent in a window but YouTube, which wants a browser. */
const linked: readonly (readonly [network: NetworkId, page: string])[] = [
  ['instagram', '/oauth/authorize'],
  ['pixelfed', '/oauth/authorize'],
  ['x', '/i/oauth2/authorize'],
  ['threads', '/oauth/authorize'],
  ['mastodon', '/oauth/authorize'],
  ['bluesky', '/oauth/authorize'],
  ['facebook', '/dialog/oauth'],
  ['linkedin', '/oauth/v2/authorization'],
  ['tiktok', '/v2/auth/authorize'],
];

export async function walkAll(runtime: string, say: Say): Promise<AllSummary> {
  const startedAt = Date.now();
  const { folder, remove } = await temporaryFolder('rehearsal-all');
  const app = await launchApp({ userData: folder, args: ['--rehearsal'] });
  try {
    const settings = await app.settings();
    const ask = askThrough(settings);
    const controls = await controlsIn(app);
    say('Linking ten networks');
    await linkAll(app, ask, controls);
    const accounts = await ask('accounts', undefined);
    await carryForFew(ask);
    const pairs = await routeAll(ask, accounts);
    say(`${accounts.length} accounts, ${pairs} routes`);
    const posts = await postAll(ask, controls, accounts, say);
    const details = await approveAll(ask, posts.length, say);
    const received = await controls.allReceived();
    const outputs = outputsIn(folder);
    return summarise({ runtime, accounts, pairs, posts, details, received, outputs, seconds: seconds(startedAt) });
  } catch (thrown) {
    say(String(thrown));
    say(app.output().split('\n').slice(-20).join('\n'));
    throw thrown;
  } finally {
    await app.end();
    await remove();
  }
}

/** From the program's own database, while it runs. */
function outputsIn(folder: string): readonly Output[] {
  const database = new Database(path.join(folder, 'rehearsal', 'crosstie.db'), { readonly: true });
  try {
    const list = database.prepare<[], Output>('SELECT crosspost_id AS crosspostId, remote_id AS remoteId FROM output');
    return list.all();
  } finally {
    database.close();
  }
}

const seconds = (since: number): number => Math.round((Date.now() - since) / 1000);

/** The calls of a window, as the window makes them; a failure is thrown with its code. */
function askThrough(page: Page): Ask {
  return async (name, argument) => {
    const answer = await page.evaluate(
      async ([called, given]) => {
        const { crosstie } = window as unknown as {
          readonly crosstie: Readonly<Record<string, (argument: unknown) => Promise<unknown>>>;
        };
        return crosstie[called]?.(given);
      },
      [name, argument] as const,
    );
    const result = answer as {
      readonly ok: boolean;
      readonly code?: string;
      readonly detail?: string;
      readonly value: unknown;
    };
    if (!result.ok) throw new Error(`${name}: ${result.code} ${result.detail ?? ''}`);
    return result.value as AnswerOf<typeof name>;
  };
}

type AllControls = Controls & { readonly allReceived: () => ReturnType<Controls['received']> };

async function controlsIn(app: App): Promise<AllControls> {
  const control = await app.electron.evaluate((): Rehearsal['control'] => {
    const { rehearsal } = (globalThis as unknown as { readonly __test: { readonly rehearsal: Rehearsal } }).__test;
    return rehearsal.control;
  });
  const controls = controlsOf({ control });
  const networks = [...linked.map(([network]) => network), 'youtube'] as const;
  const allReceived = async () => (await Promise.all(networks.map((network) => controls.received(network)))).flat();
  return { ...controls, allReceived };
}

async function linkAll(app: App, ask: Ask, _controls: Controls): Promise<void> {
  const options = await ask('networks', undefined);
  for (const [network, page] of linked) {
    const instance = options.find(({ id }) => id === network)?.instance?.preset;
    const linking = ask('linkAccount', { network, method: 'window', ...(instance !== undefined && { instance }) });
    await allow(await nextWindow(app.electron, page));
    await linking;
  }
  await linkInBrowser(app, ask);
}

/** The system browser is this function: it gets the address that the app opens, and decides as a person would. */
async function linkInBrowser(app: App, ask: Ask): Promise<void> {
  await app.electron.evaluate(({ shell }) => {
    const opened = globalThis as unknown as { openedInBrowser?: string };
    shell.openExternal = async (url) => void (opened.openedInBrowser = url);
  });
  const linking = ask('linkAccount', { network: 'youtube', method: 'browser' });
  const address = await opened(app);
  const { consentInRehearsal } = await import('../helpers/rehearsal-world.ts');
  const back = await consentInRehearsal(address, null);
  await fetch(back);
  await linking;
}

async function opened(app: App): Promise<string> {
  for (;;) {
    const url = await app.electron.evaluate(
      () => (globalThis as unknown as { openedInBrowser?: string }).openedInBrowser,
    );
    if (url !== undefined) return url;
    await new Promise((resolve) => setTimeout(resolve, 50));
  }
}

/** What is for few goes too, so that it can be seen that nobody else gets it. */
async function carryForFew(ask: Ask): Promise<void> {
  const rules = await ask('globalRules', undefined);
  await ask('setGlobalRules', { ...rules, privacy: { ...rules.privacy, carryNotPublic: 'yes' } });
}

/** One account of each network stands for it; a person's second Page is linked and left alone. */
function standing(accounts: readonly AccountView[]): readonly AccountView[] {
  return accounts.filter(
    (account, index) => accounts.findIndex(({ network }) => network === account.network) === index,
  );
}

async function routeAll(ask: Ask, accounts: readonly AccountView[]): Promise<number> {
  const all = standing(accounts);
  const sources = all.filter(({ canRead }) => canRead);
  const destinations = all.filter(({ canPublish }) => canPublish);
  let count = 0;
  for (const source of sources) {
    await ask('checkAccount', { id: source.id });
    for (const destination of destinations.filter(({ id }) => id !== source.id)) {
      await ask('createRoute', { sourceId: source.id, destinationId: destination.id, mode: 'review' });
      count += 1;
    }
  }
  return count;
}

async function postAll(
  ask: Ask,
  controls: Controls,
  accounts: readonly AccountView[],
  say: Say,
): Promise<readonly SourcePost[]> {
  const sources = standing(accounts).filter(({ canRead }) => canRead);
  const posts = sources.flatMap(({ network }) => postsFor(network));
  for (const post of posts) await controls.publish(post.request);
  for (const { id } of sources) await ask('checkAccount', { id });
  say(`${posts.length} posts on ${sources.length} networks`);
  return posts;
}

async function approveAll(ask: Ask, posts: number, say: Say): Promise<readonly QueueDetail[]> {
  const noticed = await untilNoticed(ask, posts);
  const waiting = noticed.flatMap(({ crossposts }) => crossposts.filter(({ state }) => state === 'waiting'));
  say(`${noticed.length} noticed, ${waiting.length} crossposts to approve`);
  for (const detail of noticed) {
    const approvals = detail.crossposts
      .filter(({ state }) => state === 'waiting')
      .map(({ id, contentHash }) => ({ id, contentHash }));
    if (approvals.length > 0) await ask('approve', { approvals });
  }
  return await untilDone(ask, noticed, say);
}

async function untilNoticed(ask: Ask, posts: number): Promise<readonly QueueDetail[]> {
  const endsAt = Date.now() + 120_000;
  for (;;) {
    const details = await detailsIn(ask);
    if (details.length >= posts || Date.now() > endsAt) return details;
    await new Promise((resolve) => setTimeout(resolve, 500));
  }
}

async function detailsIn(ask: Ask): Promise<readonly QueueDetail[]> {
  const details: QueueDetail[] = [];
  let after: string | null = null;
  do {
    const page: AnswerOf<'queue'> = await ask('queue', { tab: 'waiting', ...(after !== null && { after }) });
    for (const { postId } of page.rows) details.push(await ask('post', { id: postId }));
    after = page.next;
  } while (after !== null);
  return details;
}

/** Done is what is published, refused, or put off to a later time by the network with a reason. */
async function untilDone(ask: Ask, noticed: readonly QueueDetail[], say: Say): Promise<readonly QueueDetail[]> {
  const endsAt = Date.now() + 15 * 60_000;
  let last = -1;
  for (;;) {
    const details = await Promise.all(noticed.map(({ post }) => ask('post', { id: post.id })));
    const going = details.flatMap(({ crossposts }) => crossposts).filter(isGoing);
    if (going.length === 0 || Date.now() > endsAt) return details;
    if (going.length !== last) say(`  ${going.length} on their way`);
    last = going.length;
    await new Promise((resolve) => setTimeout(resolve, 1_000));
  }
}

function isGoing({ state, dueAt, problem }: CrosspostView): boolean {
  if (state === 'publishing' || state === 'unknown') return dueAt !== null || state === 'publishing';
  const isPutOff = problem !== null && dueAt !== null && dueAt > Date.now() + 60_000;
  return state === 'approved' && !isPutOff;
}
