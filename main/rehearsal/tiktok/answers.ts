/** TikTok's envelope, which every data answer has (networks.md: TikTok, limits and errors). */
import { randomBytes } from 'node:crypto';
import { json, Refusal, type Answer, type ServerAnswers } from '../server.ts';

/** A number of the call, for TikTok's support. */
const logId = (): string => `20261122${randomBytes(13).toString('hex').toUpperCase()}`;

export const good = (data: unknown): Answer => json(200, { data, error: { code: 'ok', message: '', log_id: logId() } });

export const bad = (status: number, code: string, message: string): Answer =>
  json(status, { data: {}, error: { code, message, log_id: logId() } });

/** The token endpoint speaks OAuth's language. */
export const badToken = (status: number, error: string, description: string): Answer =>
  json(status, { error, error_description: description, log_id: logId() });

export const invalid = (message: string): Refusal => new Refusal(bad(400, 'invalid_param', message));

export const tiktokAnswers: ServerAnswers = {
  notFound: () => bad(404, 'invalid_param', 'Unsupported path.'),
  tooLarge: () => bad(413, 'invalid_param', 'The request body is too large.'),
  badRequest: () => bad(400, 'invalid_param', 'The request is not valid.'),
  rateLimited: () => bad(429, 'rate_limit_exceeded', 'The API rate limit was exceeded. Please try again later.'),
  serverError: (status) => bad(status, 'internal_error', 'Something went wrong. Please try again later.'),
};
