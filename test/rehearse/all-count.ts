/** Counts, from what the networks received, whether everything arrived once and nothing was shown to more people. */
import type { Audience, NetworkId } from '../../contract/model.ts';
import type { AccountView } from '../../contract/views.ts';
import type { CrosspostView, QueueDetail } from '../../contract/queue-views.ts';
import type { Delivery } from '../../main/rehearsal/state.ts';
import type { SourcePost } from './all-posts.ts';

export interface AllSummary {
  readonly runtime: string;
  readonly networks: number;
  readonly accounts: number;
  readonly pairs: number;
  readonly posts: number;
  readonly crossposts: number;
  readonly approved: number;
  readonly published: number;
  /** Not sent, each for a reason that is shown: a rule, a refusal, a limit of the day. */
  readonly held: number;
  readonly duplicates: number;
  readonly lost: number;
  readonly wider: number;
  readonly seconds: number;
  /** How often each reason held something. */
  readonly reasons: Readonly<Record<string, number>>;
  /** What went wrong, in words; empty when nothing did. */
  readonly faults: readonly string[];
}

export interface Output {
  readonly crosspostId: number;
  readonly remoteId: string;
}

export interface Counted {
  readonly runtime: string;
  readonly accounts: readonly AccountView[];
  readonly pairs: number;
  readonly posts: readonly SourcePost[];
  readonly details: readonly QueueDetail[];
  readonly received: readonly Delivery[];
  /** What the program wrote down of what it made. */
  readonly outputs: readonly Output[];
  readonly seconds: number;
}

export function summarise(counted: Counted): AllSummary {
  const { accounts, details, received, posts } = counted;
  const crossposts = details.flatMap(({ post, crossposts: copies }) => copies.map((copy) => ({ post, copy })));
  const published = crossposts.filter(({ copy }) => copy.state === 'published');
  const live = received.filter(({ deletedAt }) => deletedAt === null);
  const outputOf = new Map(counted.outputs.map((output) => [output.crosspostId, output]));
  const deliveriesOf = ({ id, account }: CrosspostView): readonly Delivery[] => {
    const output = outputOf.get(id);
    return output === undefined ? [] : live.filter((delivery) => isOf(delivery, account.network, output.remoteId));
  };
  const lost = published.filter(({ copy }) => deliveriesOf(copy).length === 0);
  const known = new Set(published.flatMap(({ copy }) => deliveriesOf(copy)));
  const strays = live.filter((delivery) => !known.has(delivery));
  const twice = published.flatMap(({ copy }) => deliveriesOf(copy).slice(1));
  const wider = published.flatMap(({ post, copy }) =>
    deliveriesOf(copy).filter((delivery) => isWider(delivery, post.audience)),
  );
  const rest = crossposts.filter(({ copy }) => copy.state !== 'published');
  const reasons = rest.map(({ copy }) => reasonOf(copy));
  const unreasoned = rest.filter(({ copy }) => reasonOf(copy) === 'none');
  return {
    runtime: counted.runtime,
    networks: new Set(accounts.map(({ network }) => network)).size,
    accounts: accounts.length,
    pairs: counted.pairs,
    posts: posts.length,
    crossposts: crossposts.length,
    approved: crossposts.filter(({ copy }) => copy.state !== 'held').length,
    published: published.length,
    held: rest.length - unreasoned.length,
    duplicates: strays.length + twice.length,
    lost: lost.length + unreasoned.length + missing(posts, details),
    wider: wider.length,
    seconds: counted.seconds,
    reasons: tally(reasons),
    faults: [
      ...lost.map(({ copy }) => `lost: ${copy.account.network} ${copy.publishedUrl}`),
      ...unreasoned.map(({ copy }) => `no reason: ${copy.account.network} ${copy.state}`),
      ...[...strays, ...twice].map(({ network, url, text }) => `not known: ${network} ${url} ${text.slice(0, 60)}`),
      ...wider.map(({ network, url, visibility }) => `wider: ${network} ${url} is ${visibility}`),
    ],
  };
}

/** Some networks' ids are the end of a longer name. */
function isOf({ network, id }: Delivery, of: NetworkId, remoteId: string): boolean {
  return network === of && (remoteId === id || remoteId.endsWith(`/${id}`) || id.endsWith(`/${remoteId}`));
}

/** Posts that were not noticed at all, or not planned for each of their routes. */
function missing(posts: readonly SourcePost[], details: readonly QueueDetail[]): number {
  return posts.filter(({ marker }) => !details.some(({ post }) => post.text.includes(marker))).length;
}

function reasonOf({ notices, problem, state }: CrosspostView): string {
  const holds = notices.filter(({ level }) => level === 'hold').map(({ code }) => code);
  if (state === 'held') return holds[0] ?? 'none';
  return problem?.code ?? 'none';
}

/** The words of the networks for “everyone”. */
const publicWords: readonly string[] = ['public', 'everyone', 'every_one', 'public_to_everyone'];

function isWider({ visibility }: Delivery, original: Audience): boolean {
  return original !== 'public' && publicWords.includes(visibility.toLowerCase());
}

function tally(words: readonly string[]): Readonly<Record<string, number>> {
  const counts: Record<string, number> = {};
  for (const word of words.toSorted()) counts[word] = (counts[word] ?? 0) + 1;
  return counts;
}

export const isPerfectAll = ({ networks, published, duplicates, lost, wider }: AllSummary): boolean =>
  networks === 10 && published > 0 && duplicates === 0 && lost === 0 && wider === 0;
