/** Where Pixelfed's Mastodon API differs from Mastodon's own (networks.md: Mastodon, Pixelfed). */
import { person } from '../people.ts';
import { json, type Answer, type ServerAnswers } from '../server.ts';
import type { visibilities } from './mastodon-state.ts';

type Visibility = (typeof visibilities)[number];
export interface Dialect {
  readonly network: 'mastodon' | 'pixelfed';
  readonly name: string;
  readonly version: string;
  readonly account: { readonly id: string; readonly username: string };
  readonly scopes: readonly string[];
  /** Null where tokens never expire and there is no refresh grant. */
  readonly tokenLifeMs: number | null;
  readonly visibilities: readonly Visibility[];
  readonly characters: number;
  readonly mediaPerStatus: number;
  readonly descriptionCharacters: number;
  readonly pictureBytes: number;
  readonly picturePixels: number;
  readonly pictureTypes: readonly string[];
  readonly videoTypes: readonly string[];
  readonly videoBytes: number;
  readonly isMediaRequired: boolean;
  /** Mastodon processes uploads in the background (202, then 206); Pixelfed answers with the finished address. */
  readonly processesLater: boolean;
  /** Whether a repeated Idempotency-Key answers the first status, or is refused. */
  readonly foldsRepeats: boolean;
  readonly hasRateHeaders: boolean;
  /** A failed validation: 422 in the words of Rails or Laravel. */
  readonly invalid: (field: string, message: string) => Answer;
  readonly refuse: (status: number, message: string) => Answer;
}

const yearMs = 365 * 86_400_000;

export const mastodonDialect: Dialect = {
  network: 'mastodon',
  name: 'Mastodon',
  version: '4.5.2',
  account: person.mastodon,
  scopes: [
    'profile',
    'read',
    'read:accounts',
    'read:statuses',
    'read:notifications',
    'write',
    'write:statuses',
    'write:media',
    'write:conversations',
  ],
  tokenLifeMs: null,
  visibilities: ['public', 'unlisted', 'private', 'direct'],
  characters: 500,
  mediaPerStatus: 4,
  descriptionCharacters: 1500,
  pictureBytes: 16_777_216,
  picturePixels: 33_177_600,
  pictureTypes: ['image/jpeg', 'image/png', 'image/gif', 'image/webp'],
  videoTypes: ['video/webm', 'video/mp4', 'video/quicktime'],
  videoBytes: 103_809_024,
  isMediaRequired: false,
  processesLater: true,
  foldsRepeats: true,
  hasRateHeaders: true,
  invalid: (_field, message) => json(422, { error: `Validation failed: ${message}` }),
  refuse: (status, message) => json(status, { error: message }),
};

export const pixelfedDialect: Dialect = {
  network: 'pixelfed',
  name: 'Pixelfed',
  version: '3.5.3 (compatible; Pixelfed 0.11.13)',
  account: person.pixelfed,
  scopes: ['read', 'write', 'follow', 'push'],
  tokenLifeMs: yearMs,
  visibilities: ['public', 'unlisted', 'private'],
  characters: 500,
  mediaPerStatus: 4,
  descriptionCharacters: 1000,
  pictureBytes: 15_000_000,
  picturePixels: 3_686_400,
  pictureTypes: ['image/jpeg', 'image/png', 'image/gif'],
  // As on a server whose admin added it.
  videoTypes: ['video/mp4'],
  videoBytes: 15_000_000,
  isMediaRequired: true,
  processesLater: false,
  foldsRepeats: false,
  hasRateHeaders: false,
  invalid: (field, message) => json(422, { message: 'The given data was invalid.', errors: { [field]: [message] } }),
  refuse: (status, message) => json(status, { message }),
};

/** Mastodon's reset is an ISO time, and there is no Retry-After. */
export const rateHeaders = (limit: number, remaining: number, resetAt: number): Readonly<Record<string, string>> => ({
  'x-ratelimit-limit': String(limit),
  'x-ratelimit-remaining': String(remaining),
  'x-ratelimit-reset': new Date(resetAt).toISOString(),
});

export const serverAnswers = (dialect: Dialect, now: () => number): ServerAnswers => ({
  notFound: () => dialect.refuse(404, 'Record not found'),
  tooLarge: () => dialect.refuse(413, 'Payload Too Large'),
  badRequest: () => dialect.refuse(400, 'There was a problem parsing the request'),
  rateLimited: (resetInMs) => {
    const answer = dialect.refuse(429, 'Too many requests');
    return dialect.hasRateHeaders
      ? { ...answer, headers: { ...answer.headers, ...rateHeaders(300, 0, now() + resetInMs) } }
      : answer;
  },
  serverError: (status) => dialect.refuse(status, status === 503 ? 'Service Unavailable' : 'Internal Server Error'),
});
