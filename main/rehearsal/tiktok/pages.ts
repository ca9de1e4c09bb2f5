/** `www.tiktok.com` for people: posts, the profile, and what she does in the app and in the developers' portal. */
import { escapeHtml, page, personBlock, postPage } from '../page.ts';
import { person } from '../people.ts';
import { bytes, type Answer, type Incoming, type Route } from '../server.ts';
import { readFields, textField } from '../bodies.ts';
import type { World } from '../world.ts';
import { freeTime, type Share, tiktokId, type TiktokPost } from './tiktok-state.ts';

const moderationMs = 60_000;
const { username } = person.tiktok;
const missing: Answer = { status: 404, body: "Couldn't find this page" };
const done: Answer = { status: 204, body: '' };

export const pageRoutes = (world: World): readonly Route[] => [
  { method: 'GET', path: '/:user', handle: (incoming) => showProfile(world, incoming) },
  { method: 'GET', path: '/:user/video/:id', handle: (incoming) => showPost(world, incoming) },
  { method: 'GET', path: '/:user/photo/:id', handle: (incoming) => showPost(world, incoming) },
  { method: 'GET', path: '/cover/:file', handle: (incoming) => showCover(world, incoming) },
  { method: 'POST', path: '/rehearsal/inbox/:publishId', handle: (incoming) => finishDraft(world, incoming) },
  { method: 'POST', path: '/rehearsal/portal/url-properties', handle: (incoming) => verifyPrefix(world, incoming) },
];

const isHer = (incoming: Incoming): boolean => incoming.params['user'] === `@${username}`;

/** The profile as she sees it herself: what waits in the inbox comes first. */
function showProfile(world: World, incoming: Incoming): Answer {
  if (!isHer(incoming)) return missing;
  const { shares } = world.store.state().tiktok;
  const waiting = shares.filter(({ receivedAt, failReason, postId }) => receivedAt && !failReason && postId === null);
  const drafts = waiting.map(({ kind, title, description }) => `<li>${kind}: ${escapeHtml(title || description)}</li>`);
  return page(
    200,
    'en',
    `${person.displayName} · TikTok`,
    `<main class="post"><p class="rehearsal">Rehearsal – a pretend TikTok</p>${personBlock(person.displayName, `@${username}`)}<p>Inbox</p><ul>${drafts.join('')}</ul></main>`,
  );
}

function showPost(world: World, incoming: Incoming): Answer {
  const post = world.store.state().tiktok.posts.find(({ id }) => id === incoming.params['id']);
  if (post === undefined || !isHer(incoming)) return missing;
  return postPage({
    network: 'TikTok',
    name: person.displayName,
    handle: `@${username}`,
    text: post.description,
    warning: '',
    at: post.publishedAt,
    pictures: [],
  });
}

/** A still of a video, as long as its address is good. */
async function showCover(world: World, { url }: Incoming): Promise<Answer> {
  const isGood = Number(url.searchParams.get('x-expires') ?? 0) * 1000 > world.now();
  return isGood ? bytes('image/jpeg', await world.pictures.read('fog-harbour')) : { status: 403, body: '' };
}

/** She opens the draft in the app, writes `text` and publishes it. */
async function finishDraft(world: World, incoming: Incoming): Promise<Answer> {
  const { tiktok } = world.store.state();
  const share = tiktok.shares.find(({ publishId }) => publishId === incoming.params['publishId']);
  if (share === undefined || share.receivedAt === null || share.postId !== null) return missing;
  const text = textField(await readFields(incoming), 'text') ?? share.description;
  const post = published(share, text, freeTime(tiktok, world.now()));
  tiktok.posts.push(post);
  share.postId = post.id;
  world.store.changed();
  return done;
}

const published = ({ kind }: Share, description: string, publishedAt: number): TiktokPost => ({
  id: tiktokId(publishedAt),
  kind,
  description,
  publishedAt,
  shownAt: publishedAt + moderationMs,
  visibility: 'PUBLIC_TO_EVERYONE',
  likes: 0,
  width: 0,
  height: 0,
  durationMs: 0,
});

/** The owner of the app has proved in the portal that everything under `prefix` is theirs. */
async function verifyPrefix(world: World, incoming: Incoming): Promise<Answer> {
  const prefix = textField(await readFields(incoming), 'prefix') ?? '';
  if (!URL.canParse(prefix)) return missing;
  world.store.state().tiktok.verifiedPrefixes.push(prefix);
  world.store.changed();
  return done;
}
