/**
 * The words of the product as plain data. Every program (main, preload, renderer) speaks of these and of nothing else.
 * Times are milliseconds since the epoch, sizes are bytes, lengths of text are in the unit that the network counts in.
 */

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

/** Ways to sign in. `window` is the child window, `browser` the system browser with a loopback listener. */
export const signInMethods = ['window', 'browser', 'app_password'] as const;
export type SignInMethod = (typeof signInMethods)[number];

/** A permission that Crosstie asks a network for; `sentence` is a key of the catalogue, in plain words. */
export interface Permission {
  readonly scope: string;
  readonly sentence: PermissionSentence;
}
export const permissionSentences = [
  'see_profile',
  'read_posts',
  'publish_posts',
  'upload_pictures',
  'whole_account',
] as const;
export type PermissionSentence = (typeof permissionSentences)[number];

/** What an account's network takes, resolved for that account (a Mastodon instance's own values, never a constant). */
export interface AccountLimits {
  readonly text: number;
  /** What `text` counts: grapheme clusters or Unicode code points. */
  readonly textUnit: 'graphemes' | 'characters';
  readonly textBytes: number | null;
  /** What every link counts as, however long it is; null where it counts as written. */
  readonly linkLength: number | null;
  readonly pictures: number;
  /** True where a post without a picture is refused (Pixelfed, Instagram). */
  readonly pictureRequired: boolean;
  readonly altText: number;
  readonly pictureBytes: number;
  readonly picturePixels: number | null;
  readonly pictureTypes: readonly string[];
  readonly audiences: readonly Audience[];
  readonly warnings: boolean;
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

/** What a crosspost says, whole: an approval is bound to the SHA-256 of exactly this and the account it goes to. */
export interface Content {
  readonly text: string;
  readonly language: string | null;
  readonly audience: Audience;
  readonly sensitive: boolean;
  readonly warning: string | null;
  readonly pictures: readonly ContentPicture[];
}

/** A run of text as the network will show it. `href` is where a link leads; a tag or mention has none. */
export interface TextSegment {
  readonly kind: 'text' | 'link' | 'tag' | 'mention';
  readonly text: string;
  readonly href?: string;
}

/** What Crosstie has to say of a planned crosspost: a `hold` stops it, a `warning` wants a look. */
export const noticeCodes = [
  'audience_cannot_be_kept',
  'is_reply',
  'text_too_long',
  'text_shortened',
  'too_many_pictures',
  'no_picture',
  'picture_unsupported',
  'picture_made_smaller',
  'picture_unavailable',
  'picture_too_large',
  'alt_text_missing',
  'alt_text_too_long',
  'warning_moved_to_text',
  'mentions_made_plain',
  'nearly_the_same_before',
  'account_unlinked',
] as const;
export type NoticeCode = (typeof noticeCodes)[number];
export interface Notice {
  readonly code: NoticeCode;
  readonly level: 'hold' | 'warning' | 'info';
  /** Numbers and names for the sentence in the catalogue. */
  readonly values?: Readonly<Record<string, string | number>>;
}

/** Everything that the ledger writes down. */
export const ledgerActions = [
  'account_linked',
  'account_relinked',
  'account_unlinked',
  'account_needs_link',
  'route_created',
  'route_removed',
  'baseline_taken',
  'post_noticed',
  'crosspost_planned',
  'crosspost_held',
  'crosspost_edited',
  'crosspost_approved',
  'approval_undone',
  'approval_voided',
  'crosspost_skipped',
  'crosspost_restored',
  'attempt_started',
  'attempt_accepted',
  'attempt_refused',
  'attempt_unknown',
  'attempt_settled',
  'crosspost_published',
  'crosspost_failed',
  'paused',
  'resumed',
] as const;
export type LedgerAction = (typeof ledgerActions)[number];
