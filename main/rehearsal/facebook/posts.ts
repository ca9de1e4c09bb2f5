/** Posting to a Page, changing and deleting what was posted. */
import { z } from 'zod';
import { markDeleted, recordDelivery } from '../deliveries.ts';
import { json, type Answer, type Incoming, type Route } from '../server.ts';
import { readFields, textField } from '../bodies.ts';
import { graphError } from '../graph/errors.ts';
import { invalid, missingObject, refusal } from './answers.ts';
import { permalinkOf, photosOf } from './entities.ts';
import { asPage, onPage, stateOf, type FacebookContext, type Page } from './facebook-context.ts';
import { nextId, statusTypeOf, type FacebookPhoto, type FacebookPost } from './facebook-state.ts';
import { findObject } from './listing.ts';
import { requireToken } from './tokens.ts';

/** Meta's documents name no limit of the text; clients keep to this one. */
const mostCharacters = 63_206;
/** No document names it either. */
const mostPhotos = 10;
/** How soon after a text the same text is taken for a repeat; the real time is not known. */
const repeatMs = 60_000;
export const publishing = { scope: 'pages_manage_posts', writes: true };

export function postRoutes(context: FacebookContext): readonly Route[] {
  const post = onPage(context, publishing, (incoming, page) => publish(context, incoming, page));
  return [
    { method: 'POST', path: '/:id/feed', handle: post },
    { method: 'POST', path: '/:id', handle: onPost(context, (found, incoming) => edit(context, found, incoming)) },
    { method: 'DELETE', path: '/:id', handle: onPost(context, (found) => remove(context, found)) },
  ];
}

function onPost(
  context: FacebookContext,
  handle: (post: FacebookPost, incoming: Incoming) => Answer | Promise<Answer>,
): Route['handle'] {
  return async (incoming) => {
    await requireToken(context.world, incoming);
    const id = incoming.params['id'] ?? '';
    const { post } = findObject(stateOf(context), id, context.world.now());
    if (post === undefined) throw missingObject(id);
    return asPage(context, incoming, { ...publishing, pageId: post.pageId }, () => handle(post, incoming));
  };
}

async function publish(context: FacebookContext, incoming: Incoming, page: Page): Promise<Answer> {
  const fields = await readFields(incoming);
  const message = checkedMessage(textField(fields, 'message') ?? '');
  const link = checkedLink(textField(fields, 'link') ?? null);
  const photos = attachedPhotos(context, fields, page);
  if (message === '' && link === null && photos.length === 0) throw invalid('One of message, link is required');
  const isRepeat = message !== '' && photos.length === 0 && wasJustPosted(context, message, page);
  if (isRepeat || context.world.moodOf('facebook').seesDuplicates)
    return graphError({
      code: 506,
      message: '(#506) Duplicate status message',
      userMessage: 'This status update is identical to the last one you posted.',
    });
  const isPublished = textField(fields, 'published') !== 'false';
  const post = addPost(context, { page, message, link, photos, isPublished });
  return json(200, { id: post.id });
}

function checkedMessage(message: string): string {
  if (Array.from(message).length > mostCharacters) throw invalid('The message is too long');
  return message;
}

function checkedLink(link: string | null): string | null {
  if (link === null || (URL.canParse(link) && /^https?:$/.test(new URL(link).protocol))) return link;
  throw refusal({ code: 1500, message: '(#1500) The url you supplied is invalid' });
}

function wasJustPosted(context: FacebookContext, message: string, page: Page): boolean {
  const since = context.world.now() - repeatMs;
  return stateOf(context).posts.some(
    (post) => post.isByApp && post.pageId === page.id && post.message === message && post.createdAt > since,
  );
}

const attachedSchema = z.object({ media_fbid: z.string() });

/** `attached_media[0]` and so on, each naming a photo of this Page that no post has yet. */
function attachedPhotos(context: FacebookContext, fields: FormData, page: Page): readonly FacebookPhoto[] {
  const named = [...fields.keys()].filter((name) => /^attached_media\[\d*\]$/.test(name));
  const values = [...new Set(named)].flatMap((name) => fields.getAll(name));
  if (values.length > mostPhotos) throw invalid(`At most ${mostPhotos} photos can be attached`);
  return values.map((value) => {
    const { media_fbid: id } = attachedSchema.parse(JSON.parse(typeof value === 'string' ? value : ''));
    const { photo } = findObject(stateOf(context), id, context.world.now());
    if (photo === undefined || photo.pageId !== page.id || photo.postId !== null)
      throw invalid(`Invalid parameter: attached_media ${id} cannot be attached`);
    return photo;
  });
}

export interface NewPost {
  readonly page: Page;
  readonly message: string;
  readonly link?: string | null;
  readonly photos?: readonly FacebookPhoto[];
  readonly video?: { readonly id: string; readonly sha256: string; readonly readyAt: number };
  readonly isPublished?: boolean;
}

/** The post, and the note that an app made it. A video's post is out once the video is ready. */
export function addPost(context: FacebookContext, { page, message, video, ...more }: NewPost): FacebookPost {
  const { link = null, photos = [], isPublished = true } = more;
  const { store, now } = context.world;
  const state = stateOf(context);
  const createdAt = video?.readyAt ?? now();
  const post: FacebookPost = {
    id: `${page.id}_${nextId(state, now())}`,
    pageId: page.id,
    message,
    link,
    createdAt,
    updatedAt: createdAt,
    privacy: 'EVERYONE',
    statusType: statusTypeOf(photos.length, video !== undefined),
    photoIds: photos.map(({ id }) => id),
    videoId: video?.id ?? null,
    isByApp: true,
    isPublished,
    likes: 0,
  };
  state.posts.push(post);
  for (const photo of photos) photo.postId = post.id;
  const clip = video === undefined ? [] : [{ sha256: video.sha256, altText: '', mimeType: 'video/mp4' }];
  const pictures = photosOf(context, post).map(({ sha256, altText, mimeType }) => ({
    sha256: sha256 ?? '',
    altText,
    mimeType,
  }));
  recordDelivery(store, {
    network: 'facebook',
    id: post.id,
    url: permalinkOf(context, post),
    at: createdAt,
    text: message,
    visibility: isPublished ? post.privacy : 'draft',
    warning: '',
    key: null,
    media: [...pictures, ...clip],
    deletedAt: null,
  });
  return post;
}

/** Only the text, and only of a post that this app made. */
async function edit(context: FacebookContext, post: FacebookPost, incoming: Incoming): Promise<Answer> {
  const message = checkedMessage(textField(await readFields(incoming), 'message') ?? '');
  if (!post.isByApp)
    throw refusal({ status: 403, code: 200, message: '(#200) Only posts that this app created can be edited' });
  post.message = message;
  post.updatedAt = context.world.now();
  const { store } = context.world;
  const delivery = store.state().deliveries.find(({ network, id }) => network === 'facebook' && id === post.id);
  if (delivery !== undefined) delivery.text = message;
  store.changed();
  return json(200, { success: true });
}

function remove(context: FacebookContext, post: FacebookPost): Answer {
  const state = stateOf(context);
  state.posts = state.posts.filter((item) => item !== post);
  markDeleted(context.world.store, 'facebook', post.id, context.world.now());
  return json(200, { success: true });
}
