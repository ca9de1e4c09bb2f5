/** Posts: made with an id in a header, changed, deleted; never shown to whoever made them. */
import { markDeleted, recordDelivery } from '../deliveries.ts';
import { Refusal, type Answer, type Incoming, type Route } from '../server.ts';
import { readJson } from '../bodies.ts';
import type { World } from '../world.ts';
import { duplicateOf, invalidValue, linkedinError, missingField, notFound, tooLong, wrongUrnType } from './errors.ts';
import { nextNumber, type LinkedinPost } from './linkedin-state.ts';
import { shownText } from './little-text.ts';
import { mediaOf, type PostMedia } from './post-media.ts';
import { author, restRoute } from './rest.ts';

const textLimit = 3000;
/** How long LinkedIn remembers a text: nobody says; it is “shortly after” that a repeat is refused. */
const rememberMs = 10 * 60_000;
const visibilities: readonly unknown[] = ['PUBLIC', 'CONNECTIONS', 'LOGGED_IN'];
const requiredFields = ['author', 'commentary', 'visibility', 'distribution', 'lifecycleState'];

/** `www` is where the posts' own pages lie. */
export function postRoutes(world: World, www: () => string): readonly Route[] {
  const one = { path: '/rest/posts/:urn', resource: 'posts' } as const;
  const hidden = (path: string, action: string) =>
    restRoute(world, { method: 'GET', path, resource: 'posts', action, allowed: false }, () => {
      throw new Error('Not reached');
    });
  return [
    restRoute(
      world,
      { method: 'POST', path: '/rest/posts', resource: 'posts', action: 'CREATE', allowed: true },
      (incoming) => create(world, www(), incoming),
    ),
    restRoute(world, { ...one, method: 'POST', action: 'PARTIAL_UPDATE', allowed: true }, (incoming) =>
      change(world, incoming),
    ),
    restRoute(world, { ...one, method: 'DELETE', action: 'DELETE', allowed: true }, (incoming) =>
      remove(world, incoming),
    ),
    hidden('/rest/posts/:urn', 'GET'),
    hidden('/rest/posts', 'FINDER-author'),
  ];
}

/** 201 with an empty body: the id is in the headers. */
function create(world: World, www: string, incoming: Incoming): Answer {
  const body = readJson(incoming);
  checkEnvelope(body);
  const commentary = commentaryOf(body['commentary']);
  const media = mediaOf(world, body['content']);
  if (commentary === '' && media.length === 0) return missingField('commentary');
  const { linkedin } = world.store.state();
  const now = world.now();
  const same = linkedin.posts.findLast((post) => isLike(post, commentary, now));
  const isSeen = world.moodOf('linkedin').seesDuplicates;
  if (same !== undefined || isSeen)
    return duplicateOf(same?.urn ?? linkedin.posts.at(-1)?.urn ?? 'urn:li:share:7295588489876647936');
  const kind = media[0]?.mimeType.startsWith('video/') === true ? 'ugcPost' : 'share';
  const urn = `urn:li:${kind}:${nextNumber(linkedin, now)}`;
  keep(world, www, { urn, commentary, visibility: String(body['visibility']), media });
  return { status: 201, headers: { 'x-restli-id': urn, 'x-linkedin-id': urn }, body: '' };
}

function checkEnvelope(body: Readonly<Record<string, unknown>>): void {
  const missing = requiredFields.find((name) => body[name] === undefined);
  if (missing !== undefined) throw new Refusal(missingField(missing));
  if (!String(body['author']).startsWith('urn:li:person:')) throw new Refusal(wrongUrnType('author'));
  if (body['author'] !== author) throw new Refusal(invalidValue('author', 'is not the member of the token'));
  if (!visibilities.includes(body['visibility'])) throw new Refusal(invalidValue('visibility', 'is not a visibility'));
  if (body['lifecycleState'] !== 'PUBLISHED')
    throw new Refusal(invalidValue('lifecycleState', 'PUBLISHED is the only state that a post is made with'));
  const { feedDistribution } = Object(body['distribution']) as { readonly feedDistribution?: unknown };
  if (feedDistribution === undefined) throw new Refusal(missingField('distribution/feedDistribution'));
}

/** The text as it came, when what it shows is short enough: escapes do not count. */
function commentaryOf(given: unknown): string {
  if (typeof given !== 'string') throw new Refusal(invalidValue('commentary', 'is not a string'));
  const counted = given.replaceAll(/\\([|{}@[\]()<>#\\*_~])/g, '$1');
  if (Array.from(counted).length > textLimit) throw new Refusal(tooLong('commentary', textLimit));
  return given;
}

const isLike = (post: LinkedinPost, commentary: string, now: number): boolean =>
  post.deletedAt === null && post.commentary === commentary && commentary !== '' && now - post.createdAt < rememberMs;

interface NewPost {
  readonly urn: string;
  readonly commentary: string;
  readonly visibility: string;
  readonly media: readonly PostMedia[];
}

function keep(world: World, www: string, { urn, commentary, visibility, media }: NewPost): void {
  const at = world.now();
  const shown = shownText(commentary);
  const pictures = media.filter(({ mimeType }) => mimeType.startsWith('image/'));
  world.store.state().linkedin.posts.push({
    urn,
    commentary,
    shown,
    visibility,
    pictures: pictures.map(({ sha256, altText }) => ({ sha256, altText })),
    createdAt: at,
    deletedAt: null,
  });
  recordDelivery(world.store, {
    network: 'linkedin',
    id: urn,
    url: `${www}/feed/update/${urn}/`,
    at,
    text: shown,
    visibility,
    warning: '',
    key: null,
    media: [...media],
    deletedAt: null,
  });
}

const liveOne = (world: World, urn: string) =>
  world.store.state().linkedin.posts.find((post) => post.urn === urn && post.deletedAt === null);

function change(world: World, incoming: Incoming): Answer {
  const urn = incoming.params['urn'] ?? '';
  if (incoming.headers['x-restli-method'] !== 'PARTIAL_UPDATE') return wrongMethod;
  const post = liveOne(world, urn);
  if (post === undefined) return notFound(urn);
  const { patch } = readJson(incoming) as { readonly patch?: { readonly $set?: Readonly<Record<string, unknown>> } };
  const set = patch?.$set;
  if (set === undefined) return missingField('patch/$set');
  const other = Object.keys(set).find((name) => name !== 'commentary');
  if (other !== undefined) return invalidValue(`patch/$set/${other}`, 'cannot be changed');
  post.commentary = commentaryOf(set['commentary']);
  post.shown = shownText(post.commentary);
  const delivery = world.store.state().deliveries.find(({ network, id }) => network === 'linkedin' && id === urn);
  if (delivery !== undefined) delivery.text = post.shown;
  world.store.changed();
  return { status: 204, body: '' };
}

/** 204 every time, whether it was there or not. */
function remove(world: World, incoming: Incoming): Answer {
  const urn = incoming.params['urn'] ?? '';
  if (incoming.headers['x-restli-method'] !== 'DELETE') return wrongMethod;
  const post = liveOne(world, urn);
  if (post !== undefined) {
    post.deletedAt = world.now();
    markDeleted(world.store, 'linkedin', urn, post.deletedAt);
  }
  return { status: 204, body: '' };
}

const wrongMethod = linkedinError({
  status: 400,
  code: 'ILLEGAL_ARGUMENT',
  message: 'X-RestLi-Method does not fit the request',
});
