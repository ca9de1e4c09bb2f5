/** Reads back from the destinations, through their own public APIs, how often each crosspost is there. */
import type { CrosspostView } from '../../contract/queue-views.ts';
import type { Rehearsal } from '../../main/rehearsal/rehearsal.ts';
import type { App } from '../helpers/app.ts';

interface Addresses {
  readonly mastodon: string;
  readonly bluesky: string;
}

export async function arrivals(app: App, crossposts: readonly CrosspostView[]): Promise<readonly number[]> {
  const addresses = await app.electron.evaluate((): Addresses => {
    const { rehearsal } = (globalThis as unknown as { readonly __test: { readonly rehearsal: Rehearsal } }).__test;
    return { mastodon: rehearsal.base('mastodon'), bluesky: rehearsal.base('bluesky') };
  });
  const texts = { mastodon: await mastodonTexts(addresses), bluesky: await blueskyTexts(addresses) };
  return crossposts.map(({ account, content }) => {
    const there = account.network === 'mastodon' ? texts.mastodon : texts.bluesky;
    return there.filter((text) => plain(text) === plain(content.text)).length;
  });
}

async function blueskyTexts({ bluesky }: Addresses): Promise<readonly string[]> {
  const { did } = await json<{ readonly did: string }>(
    `${bluesky}/xrpc/com.atproto.identity.resolveHandle?handle=mara.bsky.rehearsal`,
  );
  const query = new URLSearchParams({ repo: did, collection: 'app.bsky.feed.post', limit: '100' });
  const { records } = await json<{ readonly records: readonly { readonly value: { readonly text: string } }[] }>(
    `${bluesky}/xrpc/com.atproto.repo.listRecords?${query.toString()}`,
  );
  return records.map((record) => record.value.text);
}

async function mastodonTexts({ mastodon }: Addresses): Promise<readonly string[]> {
  const { id } = await json<{ readonly id: string }>(`${mastodon}/api/v1/accounts/lookup?acct=mara`);
  const statuses = await json<readonly { readonly content: string }[]>(
    `${mastodon}/api/v1/accounts/${id}/statuses?limit=40`,
  );
  return statuses.map(({ content }) => content.replaceAll(/<br\s*\/?>|<\/p>/g, ' ').replaceAll(/<[^>]+>/g, ''));
}

function plain(text: string): string {
  const entities: Readonly<Record<string, string>> = { amp: '&', lt: '<', gt: '>', quot: '"', '#39': "'" };
  return text
    .replaceAll(/&(\w+|#39);/g, (whole, name: string) => entities[name] ?? whole)
    .replaceAll(/\s+/g, ' ')
    .trim();
}

async function json<Value>(address: string): Promise<Value> {
  const answer = await fetch(address);
  if (!answer.ok) throw new Error(`${address}: ${answer.status}`);
  return (await answer.json()) as Value;
}
