/** Google's error envelope (networks.md: YouTube, errors). */
import { json, type Answer, type ServerAnswers } from '../server.ts';

export interface GoogleError {
  readonly code: number;
  readonly reason: string;
  readonly message: string;
  /** Which part of Google says so. */
  readonly domain?: string;
  /** The name of the code, which only Google's newer parts say. */
  readonly status?: string;
}

export function googleError(error: GoogleError, headers: Readonly<Record<string, string>> = {}): Answer {
  const { code, reason, message, domain = 'global', status } = error;
  const envelope = {
    code,
    message,
    errors: [{ message, domain, reason }],
    ...(status === undefined ? {} : { status }),
  };
  return json(code, { error: envelope }, headers);
}

export const badRequest = (reason: string, message: string): Answer =>
  googleError({ code: 400, reason, message, domain: 'youtube.video' });

/** Google writes HTML into some of its sentences. */
export const quotaExceeded = (): Answer =>
  googleError({
    code: 403,
    reason: 'quotaExceeded',
    domain: 'youtube.quota',
    message:
      'The request cannot be completed because you have exceeded your <a href="/youtube/v3/getting-started#quota">quota</a>.',
  });

export const notFound = (reason: string, message: string): Answer =>
  googleError({ code: 404, reason, message, domain: 'youtube.video' });

export const googleAnswers: ServerAnswers = {
  notFound: () => googleError({ code: 404, reason: 'notFound', message: 'Not Found', status: 'NOT_FOUND' }),
  tooLarge: () => googleError({ code: 413, reason: 'uploadTooLarge', message: 'Request Entity Too Large' }),
  badRequest: () =>
    googleError({
      code: 400,
      reason: 'badRequest',
      message: 'Invalid JSON payload received.',
      status: 'INVALID_ARGUMENT',
    }),
  rateLimited: (resetInMs) =>
    googleError(
      { code: 429, reason: 'rateLimitExceeded', message: 'Rate Limit Exceeded', domain: 'usageLimits' },
      { 'retry-after': String(Math.ceil(resetInMs / 1000)) },
    ),
  serverError: (status) =>
    googleError({ code: status, reason: 'backendError', message: 'Backend Error', status: 'UNAVAILABLE' }),
};
