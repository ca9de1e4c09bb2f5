/** From a post to the content of its copy on one destination, with everything that has to be said about it. Pure. */
import type {
  AccountLimits,
  Content,
  ContentPicture,
  ContentVideo,
  MediaId,
  Notice,
  Sha256,
} from '../../../contract/model.ts';
import type { Toggles } from '../../../contract/rules.ts';
import { mentionsMadePlain, shortened, titleFrom } from '../captions/caption.ts';
import type { OtherMedia } from '../ports/source.ts';
import type { NewCrosspost, PostRecord } from '../ports/records.ts';
import type { Fitted, FittedVideo } from '../ports/system.ts';
import { audienceOnDestination } from '../privacy/audience.ts';
import { carryingNotices } from '../privacy/carrying.ts';
import { fits, hold, info, judge, type Judging, stateFor, warning } from './judge.ts';

export interface PictureForPlan {
  readonly mediaId: MediaId;
  readonly altText: string;
  /** Null when the picture could not be fetched. */
  readonly fitted: Fitted | null;
}
export interface VideoForPlan {
  readonly mediaId: MediaId;
  readonly altText: string;
  /** Null when the video could not be fetched. */
  readonly fitted: FittedVideo | null;
}
export interface PlanInput {
  /** As it is carried: with the audience that it counts as, without hashtags that choose destinations. */
  readonly post: PostRecord;
  readonly toggles: Toggles;
  /** Whether the destination has a mark that hides pictures and videos. */
  readonly marksSensitive: boolean;
  readonly pictures: readonly PictureForPlan[];
  readonly video: VideoForPlan | null;
  readonly limits: AccountLimits;
  readonly judging: Judging;
  /** The name of the original's network where that does not say who sees a post; null where it does. */
  readonly audienceUntoldBy: string | null;
  /** Whether a public web address can be had for this file, for a network that fetches files itself. */
  readonly hasAddress: (sha256: Sha256) => boolean;
}
export interface Plan {
  readonly state: NewCrosspost['state'];
  readonly content: Content;
  readonly notices: readonly Notice[];
}

/** Plans one crosspost. What cannot be carried faithfully becomes a hold or a warning, never a silent change. */
export function planCrosspost(input: PlanInput): Plan {
  const { post, limits, judging } = input;
  const audience = audienceOnDestination(post.audience, limits.audiences);
  const text = planText(input);
  const pictures = planPictures(input);
  const video = planVideo(input);
  const content: Content = {
    title: limits.title === null ? null : (titleFrom(post.text, limits.title) ?? ''),
    text: text.text,
    thread: [],
    language: post.language,
    audience: audience ?? post.audience,
    sensitive: isSensitive(input),
    warning: limits.warnings ? post.warning : null,
    pictures: pictures.pictures,
    video: video.video,
  };
  const made: readonly Notice[] = [
    ...(audience === null ? [hold('audience_cannot_be_kept', { audience: post.audience })] : []),
    ...(input.audienceUntoldBy === null ? [] : [warning('audience_not_told', { source: input.audienceUntoldBy })]),
    ...(post.isReply ? [hold('is_reply')] : []),
    ...carryingNotices(post, post.audience, input.toggles),
    ...(post.otherMedia === null ? [] : [hold(otherMediaNotices[post.otherMedia])]),
    ...text.notices,
    ...pictures.notices,
    ...video.notices,
    ...planAddresses(content, input),
  ];
  const notices = [...made, ...judge(content, limits, judging)];
  return { state: stateFor(notices), content, notices };
}

const otherMediaNotices = {
  mixed: 'media_mixed',
  unsupported: 'media_unsupported',
  not_handed_out: 'media_not_handed_out',
} as const satisfies Record<OtherMedia, Notice['code']>;

/** The person may have it marked always; else a copy is marked as its original is. */
function isSensitive({ post, pictures, video, toggles, marksSensitive }: PlanInput): boolean {
  if (post.sensitive || post.warning !== null) return true;
  return toggles.markSensitive === 'always' && marksSensitive && (pictures.length > 0 || video !== null);
}

/** The whole text for a destination, as long as it is; where the person carries places, that is its last line. */
export function wholeText(
  { text, warning, place }: Pick<PostRecord, 'text' | 'warning' | 'place'>,
  limits: AccountLimits,
  { plainMentions, carryPlace }: Pick<Toggles, 'plainMentions' | 'carryPlace'>,
): string {
  const words = plainMentions === 'yes' ? mentionsMadePlain(text) : text;
  const moved = warning !== null && !limits.warnings;
  const whole = moved ? `${warning}\n\n${words}`.trimEnd() : words;
  return carryPlace === 'yes' && place !== null ? `${whole}\n📍 ${place}`.trimStart() : whole;
}

function planText({ post, limits, judging, toggles }: PlanInput): {
  readonly text: string;
  readonly notices: readonly Notice[];
} {
  const mentions = toggles.plainMentions === 'yes' ? info('mentions_made_plain') : warning('mentions_as_written');
  const notices: readonly Notice[] = [
    ...(mentionsMadePlain(post.text) === post.text ? [] : [mentions]),
    ...(post.warning !== null && !limits.warnings ? [warning('warning_moved_to_text')] : []),
  ];
  const kept = limits.warnings ? post.warning : null;
  const isFitting = (text: string): boolean => fits({ text, warning: kept }, limits, judging.preview);
  const whole = wholeText(post, limits, toggles);
  if (isFitting(whole)) return { text: whole, notices };
  // A place never costs a word of the text.
  const bare = wholeText({ ...post, place: null }, limits, toggles);
  const without = bare === whole ? notices : [...notices, info('place_left_out')];
  if (isFitting(bare)) return { text: bare, notices: without };
  const shorter = shortened(bare, post.url, limits.text, (text) => (isFitting(text) ? 0 : limits.text + 1));
  if (shorter === null) return { text: bare, notices: without };
  return { text: shorter, notices: [...without, warning('text_shortened')] };
}

function planPictures({ pictures, limits }: PlanInput): {
  readonly pictures: readonly ContentPicture[];
  readonly notices: readonly Notice[];
} {
  const notices = pictures.flatMap(({ fitted }): readonly Notice[] => {
    if (fitted === null) return [hold('picture_unavailable')];
    // What takes no pictures at all says so once.
    if (limits.pictures === 0) return [];
    if (fitted.kind === 'impossible')
      return [hold(fitted.reason === 'size' ? 'picture_too_large' : 'picture_unsupported')];
    return fitted.kind === 'as_is' ? [] : [info('picture_made_smaller', { limit: limits.pictureBytes })];
  });
  const kept = pictures.flatMap(({ mediaId, altText, fitted }) =>
    fitted === null || fitted.kind === 'impossible' ? [] : [{ mediaId, ...fitted.file, altText }],
  );
  return { pictures: kept, notices: onePerCode(notices) };
}

const videoReasons = {
  type: 'video_unsupported',
  size: 'video_too_large',
  too_long: 'video_too_long',
  too_short: 'video_too_short',
  shape: 'video_shape',
  damaged: 'video_unavailable',
} as const satisfies Record<Extract<FittedVideo, { kind: 'impossible' }>['reason'], Notice['code']>;

function planVideo({ video }: PlanInput): {
  readonly video: ContentVideo | null;
  readonly notices: readonly Notice[];
} {
  if (video === null) return { video: null, notices: [] };
  const { mediaId, altText, fitted } = video;
  if (fitted === null) return { video: null, notices: [hold('video_unavailable')] };
  if (fitted.kind === 'impossible') return { video: null, notices: [hold(videoReasons[fitted.reason])] };
  return { video: { mediaId, ...fitted.file, altText }, notices: [] };
}

function planAddresses({ pictures, video }: Content, { limits, hasAddress }: PlanInput): readonly Notice[] {
  const fetched = [
    ...(limits.fetches === 'nothing' ? [] : pictures),
    ...(limits.fetches === 'everything' && video !== null ? [video] : []),
  ];
  return fetched.every(({ sha256 }) => hasAddress(sha256)) ? [] : [hold('needs_public_address')];
}

function onePerCode(notices: readonly Notice[]): readonly Notice[] {
  return [...new Map(notices.map((notice) => [notice.code, notice])).values()];
}
