/** What Instagram's containers are made of: developers.facebook.com/docs/instagram-platform/content-publishing */
import { canPublishFor } from '../../../contract/audiences.ts';
import type { Problem } from '../../../contract/errors.ts';
import type { Content } from '../../../contract/model.ts';
import type { MetaPublishing } from '../meta/dialect.ts';
import { subcodeMeanings } from '../meta/error-codes.ts';
import type { OwnPosts } from '../meta/find.ts';
import { afterPage, pageOf } from '../meta/newer.ts';
import type { MetaSession } from '../meta/session.ts';
import { containerOf, containersOf, mainContainer, type MetaStep } from '../meta/steps.ts';
import { mediaFields, mediaSchema, partsOf } from './parse.ts';

export const publishing: MetaPublishing = {
  refuses,
  plan,
  containers: ({ remoteId }) => `/${encodeURIComponent(remoteId)}/media`,
  publish: ({ remoteId }) => `/${encodeURIComponent(remoteId)}/media_publish`,
  status: {
    fields: 'status_code,status',
    read: (body) => ({ state: textOf(body['status_code']), said: textOf(body['status']) }),
    explain: failureOf,
  },
  recent: async (_step, session) => recentPosts(session),
};

/** A video goes out as a reel that is shown among the posts too. Its caption is the post's; it has no alt text. */
function plan({ text, pictures, video }: Content): readonly MetaStep[] {
  const containers = containersOf(
    { pictures, video },
    {
      picture: (index, isItem) => async (input) => {
        const picture = input.content.pictures[index];
        if (picture === undefined) return {};
        return {
          image_url: await input.address(picture.sha256),
          ...(picture.altText !== '' && { alt_text: picture.altText }),
          ...(isItem ? { is_carousel_item: 'true' } : captionOf(text)),
        };
      },
      video: async (input) => {
        if (input.content.video === null) return {};
        const address = await input.address(input.content.video.sha256);
        return { media_type: 'REELS', video_url: address, share_to_feed: 'true', ...captionOf(text) };
      },
      carousel: (items) => async (input) => ({
        media_type: 'CAROUSEL',
        children: items.map((item) => containerOf(input.results, item).id).join(','),
        ...captionOf(text),
      }),
    },
  );
  const altTexts = pictures.map(({ altText }) => altText);
  const container = mainContainer({ pictures, video });
  const hasVideo = video !== null;
  return [...containers, { kind: 'publish', name: 'post', container, text, altTexts, hasVideo, isReply: false }];
}

const captionOf = (caption: string) => (caption === '' ? {} : { caption });

/** Nothing wider or poorer is put in the place of what cannot be said. */
function refuses(content: Content): Problem | null {
  const rejected = (detail: string): Problem => ({ code: 'content_rejected', detail });
  if (!canPublishFor('instagram', content.audience)) return rejected('Instagram has no posts for a smaller audience.');
  if (content.sensitive || content.warning !== null) return rejected('Instagram has no mark for sensitive content.');
  if (content.thread.length > 0) return rejected('Instagram has no threads.');
  if (content.title !== null) return rejected('Instagram has no titles.');
  const isEmpty = content.pictures.length === 0 && content.video === null;
  if (isEmpty) return rejected('Instagram takes no post without a picture or video.');
  return content.pictures.length > 0 && content.video !== null ? rejected('Pictures or one video, not both.') : null;
}

/** A failed container names the same numbers as an error, within a sentence. */
function failureOf(said: string): Problem {
  const subcode = Number(/\b2207\d{3}\b/.exec(said)?.[0] ?? 0);
  return { code: subcodeMeanings.get(subcode) ?? 'media_invalid', ...(said !== '' && { detail: said.slice(0, 300) }) };
}

async function recentPosts(session: MetaSession): Promise<OwnPosts> {
  const page = await session.read(pageOf(mediaSchema), '/me/media', { fields: mediaFields, limit: '50' });
  const posts = page.data.map((media) => ({
    remoteId: media.id,
    url: media.permalink ?? '',
    at: media.timestamp,
    text: media.caption ?? '',
    media: partsOf(media).length,
    altTexts: partsOf(media).map(({ alt_text: altText }) => altText ?? ''),
  }));
  return { posts, isAll: afterPage(page) === undefined };
}

const textOf = (value: unknown): string => (typeof value === 'string' ? value : '');
