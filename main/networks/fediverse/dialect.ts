/** What Mastodon's API differs in from one kind of server to the next. The code is one; a dialect is data. */
import type { ErrorCode } from '../../../contract/errors.ts';
import type { AccountLimits, VideoLimits } from '../../../contract/model.ts';

export interface Dialect {
  readonly id: 'mastodon' | 'pixelfed';
  readonly name: string;
  /** Whether a server that names itself by this version speaks the dialect. */
  readonly speaks: (version: string) => boolean;
  /** Sets of scopes, the least first: the next is asked for when a server does not know one. */
  readonly scopes: readonly [readonly string[], ...(readonly string[])[]];
  /** What a refused token means: where tokens never expire, it was taken back. */
  readonly tokenRefused: Extract<ErrorCode, 'auth_revoked' | 'auth_expired'>;
  readonly canRevoke: boolean;
  /** Path of the page where the person sees which apps have permission. */
  readonly permissionsPage: string;
  readonly counting: Pick<CountingRules, 'countsMentionDomain'>;
  /** A server's own values replace these wherever it names them. */
  readonly limits: AccountLimits;
  /** What is taken of videos where the server lists their types; of those types only these. */
  readonly video: VideoLimits;
  /** Whether an upload in no post has a public address for a while. */
  readonly hostsFiles: boolean;
  /** Pixelfed takes a warning only together with the sensitive mark. */
  readonly warningNeedsSensitive: boolean;
  /** The parameter that asks for posts in the server's own shape, which tells more than Mastodon's; null: there is none. */
  readonly ownShape: string | null;
}

export interface CountingRules extends Pick<AccountLimits, 'textUnit' | 'linkLength'> {
  /** False where `@name@server.example` counts as `@name`. */
  readonly countsMentionDomain: boolean;
}
