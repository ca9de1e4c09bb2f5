/** What Threads' containers are made of: developers.facebook.com/docs/threads/posts */
import { canPublishFor } from '../../../contract/audiences.ts';
import type { ErrorCode, Problem } from '../../../contract/errors.ts';
import type { Content } from '../../../contract/model.ts';
import type { MetaPublishing } from '../meta/dialect.ts';
import type { OwnPosts } from '../meta/find.ts';
import { afterPage, pageOf } from '../meta/newer.ts';
import type { MetaSession } from '../meta/session.ts';
import {
  containerOf,
  containersOf,
  mainContainer,
  made,
  type MetaStep,
  type PublishedStep,
  publishedId,
} from '../meta/steps.ts';
import { partsOf, postFields, postSchema } from './parse.ts';

export const publishing: MetaPublishing = {
  refuses,
  plan: (content) => [...firstPost(content), ...laterParts(content)],
  containers: () => '/me/threads',
  publish: () => '/me/threads_publish',
  status: {
    fields: 'status,error_message',
    read: (body) => ({ state: textOf(body['status']), said: textOf(body['error_message']) }),
    explain: failureOf,
  },
  recent: recentPosts,
};

/** A text goes the way of the others, in two calls: its container can then say whether it was published. */
function firstPost(content: Content): readonly MetaStep[] {
  const { text, pictures, video } = content;
  const hasMedia = pictures.length > 0 || video !== null;
  const container = hasMedia ? mainContainer(content) : 'text';
  const containers = hasMedia ? mediaContainers(content) : made('text', async () => ({ media_type: 'TEXT', text }));
  const altTexts = pictures.map(({ altText }) => altText);
  const shown = { text, altTexts, hasVideo: video !== null, isReply: false };
  return [...containers, { kind: 'publish', name: 'post', container, ...shown }];
}

function mediaContainers({ text, pictures, video, sensitive }: Content): readonly MetaStep[] {
  const whole = { ...(text !== '' && { text }), ...(sensitive && { is_spoiler_media: 'true' }) };
  return containersOf(
    { pictures, video },
    {
      picture: (index, isItem) => async (input) => {
        const picture = input.content.pictures[index];
        if (picture === undefined) return {};
        return {
          media_type: 'IMAGE',
          image_url: await input.address(picture.sha256),
          ...(picture.altText !== '' && { alt_text: picture.altText }),
          ...(isItem ? { is_carousel_item: 'true' } : whole),
        };
      },
      video: async (input) => {
        const shown = input.content.video;
        if (shown === null) return {};
        const address = await input.address(shown.sha256);
        const altText = shown.altText === '' ? {} : { alt_text: shown.altText };
        return { media_type: 'VIDEO', video_url: address, ...altText, ...whole };
      },
      carousel: (items) => async (input) => ({
        media_type: 'CAROUSEL',
        children: items.map((item) => containerOf(input.results, item).id).join(','),
        ...whole,
      }),
    },
  );
}

/** Each part replies to the one before, so it cannot be made before that is out. */
function laterParts({ thread }: Content): readonly MetaStep[] {
  return thread.flatMap((text, index): readonly MetaStep[] => {
    const name = `part-${index + 2}`;
    const before = index === 0 ? 'post' : `part-${index + 1}`;
    const container = made(`${name}-text`, async ({ results }) => ({
      media_type: 'TEXT',
      text,
      reply_to_id: publishedId(results, before),
    }));
    const shown = { text, altTexts: [], hasVideo: false, isReply: true };
    return [...container, { kind: 'publish', name, container: `${name}-text`, ...shown }];
  });
}

/** Nothing wider or poorer is put in the place of what cannot be said. */
function refuses(content: Content): Problem | null {
  const rejected = (detail: string): Problem => ({ code: 'content_rejected', detail });
  const { pictures, video } = content;
  if (!canPublishFor('threads', content.audience)) return rejected('Threads has no posts for a smaller audience.');
  if (content.warning !== null) return rejected('Threads has no content warnings.');
  if (content.title !== null) return rejected('Threads has no titles.');
  if (pictures.length > 0 && video !== null) return rejected('Pictures or one video, not both.');
  return content.text === '' && pictures.length === 0 && video === null ? rejected('The post is empty.') : null;
}

/** `INVALID_…` and `FAILED_PROCESSING_…` are the file's fault; developers.facebook.com/docs/threads/troubleshooting */
const failures: ReadonlyMap<string, ErrorCode> = new Map([
  ['', 'transient'],
  ['UNKNOWN', 'transient'],
  ['FAILED_DOWNLOADING_VIDEO', 'media_unreachable'],
]);

function failureOf(said: string): Problem {
  return { code: failures.get(said) ?? 'media_invalid', ...(said !== '' && { detail: said.slice(0, 300) }) };
}

/** Replies are listed by themselves, and only for who was given `threads_read_replies`. */
async function recentPosts({ isReply }: PublishedStep, session: MetaSession): Promise<OwnPosts> {
  const path = isReply ? '/me/replies' : '/me/threads';
  const page = await session.read(pageOf(postSchema), path, { fields: postFields, limit: '50' });
  const posts = page.data.map((post) => ({
    remoteId: post.id,
    url: post.permalink ?? '',
    at: post.timestamp,
    text: post.text ?? '',
    media: partsOf(post).length,
    altTexts: partsOf(post).map(({ alt_text: altText }) => altText ?? ''),
  }));
  return { posts, isAll: afterPage(page) === undefined };
}

const textOf = (value: unknown): string => (typeof value === 'string' ? value : '');
