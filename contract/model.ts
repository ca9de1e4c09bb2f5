/**
 * The words of the product as plain data. Every program (main, preload, renderer) speaks of these and of nothing else.
 * Times are milliseconds since the epoch, sizes are bytes, lengths of text are in the unit that the network counts in.
 */
import { privacyNoticeCodes } from './privacy-notices.ts';

import type { PermissionSentence } from './permissions.ts';

declare const brand: unique symbol;
type Branded<Base, Name extends string> = Base & { readonly [brand]: Name };

export type AccountId = Branded<number, 'AccountId'>;
export type RouteId = Branded<number, 'RouteId'>;
export type PostId = Branded<number, 'PostId'>;
export type MediaId = Branded<number, 'MediaId'>;
export type CrosspostId = Branded<number, 'CrosspostId'>;
export type AttemptId = Branded<number, 'AttemptId'>;
export type LedgerId = Branded<number, 'LedgerId'>;
/** SHA-256 in lower-case hexadecimal. */
export type Sha256 = Branded<string, 'Sha256'>;

export const networkIds = [
  'instagram',
  'pixelfed',
  'x',
  'threads',
  'mastodon',
  'bluesky',
  'facebook',
  'linkedin',
  'youtube',
  'tiktok',
] as const;
export type NetworkId = (typeof networkIds)[number];

/** Who can see a post. `close_friends` and `direct` cannot be compared with each other; the rest widens from left to right. */
export const audiences = ['direct', 'close_friends', 'followers', 'unlisted', 'public'] as const;
export type Audience = (typeof audiences)[number];

export const crosspostStates = [
  'held',
  'waiting',
  'approved',
  'publishing',
  'published',
  'unknown',
  'failed',
  'skipped',
  'withdrawn',
] as const;
export type CrosspostState = (typeof crosspostStates)[number];

/** The tabs of the approval window; each state belongs to exactly one. */
export const queueTabs = ['waiting', 'scheduled', 'published', 'problems', 'skipped'] as const;
export type QueueTab = (typeof queueTabs)[number];

export const routeModes = ['review', 'delayed', 'hands_off'] as const;
export type RouteMode = (typeof routeModes)[number];

/**
 * Ways to sign in. `window` is the child window, `browser` the system browser with a loopback listener, `token` a token
 * that the person made on the network's own developer page.
 */
export const signInMethods = ['window', 'browser', 'app_password', 'token'] as const;
export type SignInMethod = (typeof signInMethods)[number];

/** A permission that Crosstie asks a network for; `sentence` is a key of the catalogue, in plain words. */
export interface Permission {
  readonly scope: string;
  readonly sentence: PermissionSentence;
}
/** What a destination takes of a video file. Ratios are width / height. */
export interface VideoLimits {
  readonly bytes: number;
  readonly types: readonly string[];
  readonly shortestMs: number;
  readonly longestMs: number;
  /** Pixels of width at most; null where the network scales by itself. */
  readonly widest: number | null;
  readonly ratio: RatioLimits | null;
  /** `avc`, `hevc`, `vp8`, `vp9`, `av1`; null where any is taken. */
  readonly codecs: readonly string[] | null;
}
export interface RatioLimits {
  readonly least: number;
  readonly most: number;
}

/** What `AccountLimits.text` counts, for the person; how it is counted is the network's own `preview`. */
export const textUnits = ['graphemes', 'characters', 'weighted', 'utf16', 'bytes'] as const;
export type TextUnit = (typeof textUnits)[number];

/** What an account's network takes, resolved for that account (a Mastodon instance's own values, never a constant). */
export interface AccountLimits {
  readonly text: number;
  readonly textUnit: TextUnit;
  readonly textBytes: number | null;
  /** What every link counts as, however long it is; null where it counts as written. */
  readonly linkLength: number | null;
  /** Characters of a title of its own; null where a post has none. */
  readonly title: number | null;
  readonly pictures: number;
  /** True where a post without a picture or video is refused (Pixelfed, Instagram, YouTube, TikTok). */
  readonly mediaRequired: boolean;
  readonly altText: number;
  readonly pictureBytes: number;
  readonly picturePixels: number | null;
  readonly pictureTypes: readonly string[];
  readonly pictureRatio: RatioLimits | null;
  /** Null where no video is taken. */
  readonly video: VideoLimits | null;
  /** Which files the network fetches from a public web address itself, taking none from this machine. */
  readonly fetches: 'nothing' | 'pictures' | 'everything';
  readonly audiences: readonly Audience[];
  readonly warnings: boolean;
  /** Whether a text may go on in replies to itself. */
  readonly threads: boolean;
  /** Posts that the network takes from the account in a day; null where it names no such number. */
  readonly postsPerDay: number | null;
}

/** One picture of a crosspost, as it will be sent: `sha256` is of the exact bytes. */
export interface ContentPicture {
  readonly mediaId: MediaId;
  readonly sha256: Sha256;
  readonly mimeType: string;
  readonly sizeBytes: number;
  readonly width: number;
  readonly height: number;
  readonly altText: string;
}
export interface ContentVideo extends ContentPicture {
  readonly durationMs: number;
}

/** What a crosspost says, whole: an approval is bound to the SHA-256 of exactly this and the account it goes to. */
export interface Content {
  /** Only where the network has titles (YouTube). */
  readonly title: string | null;
  readonly text: string;
  /** What goes on in replies to the first post, in order; empty for nearly every post. */
  readonly thread: readonly string[];
  readonly language: string | null;
  readonly audience: Audience;
  readonly sensitive: boolean;
  readonly warning: string | null;
  readonly pictures: readonly ContentPicture[];
  /** A post has pictures or one video, never both. */
  readonly video: ContentVideo | null;
}

/** A run of text as the network will show it. `href` is where a link leads; a tag or mention has none. */
export interface TextSegment {
  readonly kind: 'text' | 'link' | 'tag' | 'mention';
  readonly text: string;
  readonly href?: string;
}

/** Who said yes: the person, or a route that they set to go by itself. */
export const approvers = ['person', 'delayed', 'hands_off'] as const;
export type ApprovedBy = (typeof approvers)[number];

/** Why an approval does not hold any more. */
export const voidReasons = [
  /** The person took it back, or did something else with the crosspost. */
  'undone',
  'skipped',
  'by_hand',
  'edited',
  'rescheduled',
  /** The post was changed at its source. */
  'source_changed',
  /** A rule or a toggle was changed after the yes. */
  'rules_changed',
  /** What would be sent is not what was approved. */
  'content_changed',
  'file_changed',
  'audience_wider',
  'account_unlinked',
  /** Its time went by while Crosstie could not send. */
  'missed',
  /** The account got the same, or nearly the same, meanwhile. */
  'duplicate',
] as const;
export type VoidReason = (typeof voidReasons)[number];

/** What Crosstie has to say of a planned crosspost: a `hold` stops it, a `warning` wants a look. */
export const noticeCodes = [
  ...privacyNoticeCodes,
  'is_reply',
  'text_too_long',
  'text_shortened',
  'title_too_long',
  'title_missing',
  'too_many_pictures',
  'too_many_tags',
  'too_many_mentions',
  'too_many_links',
  'forbidden_characters',
  'media_missing',
  'media_mixed',
  'media_not_handed_out',
  'media_unsupported',
  'picture_unsupported',
  'picture_made_smaller',
  'picture_unavailable',
  'picture_too_large',
  'picture_shape',
  'pictures_not_taken',
  'video_not_taken',
  'video_unavailable',
  'video_unsupported',
  'video_too_large',
  'video_too_long',
  'video_too_short',
  'video_shape',
  'alt_text_missing',
  'alt_text_too_long',
  'alt_text_not_taken',
  'warning_moved_to_text',
  'sensitive_not_taken', // The network has no mark that hides media behind a click, and the original wears one.
  'mentions_made_plain',
  'nearly_the_same_before',
  'same_media_before',
  'account_unlinked',
  'needs_public_address',
  'costs_money',
  'stays_private',
  'finished_in_app',
  'time_in_quiet_hours', // A time that the person chose breaks rules that they set for the account.
  'time_too_close',
  'time_over_cap',
  'source_changed', // The original was changed and the copy is not made anew yet.
  'source_edited', // The original was changed, and the person's own words were kept.
  'source_removed',
] as const;
export type NoticeCode = (typeof noticeCodes)[number];
export interface Notice {
  readonly code: NoticeCode;
  readonly level: 'hold' | 'warning' | 'info';
  /** Numbers and names for the sentence in the catalogue. */
  readonly values?: Readonly<Record<string, string | number>>;
}
