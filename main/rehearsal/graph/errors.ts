/** Graph's error envelope (networks.md: Instagram, limits and errors). */
import { randomBytes } from 'node:crypto';
import { person } from '../people.ts';
import { json, type Answer, type ServerAnswers } from '../server.ts';

export interface GraphError {
  readonly status?: number;
  readonly code: number;
  readonly subcode?: number;
  readonly type?: 'OAuthException' | 'IGApiException' | 'GraphMethodException';
  readonly message: string;
  /** What a person is to be shown. */
  readonly userMessage?: string;
  readonly isTransient?: boolean;
}

export function graphError(error: GraphError, headers: Readonly<Record<string, string>> = {}): Answer {
  const envelope = {
    message: error.message,
    type: error.type ?? 'OAuthException',
    code: error.code,
    ...(error.subcode === undefined ? {} : { error_subcode: error.subcode }),
    ...(error.isTransient === true ? { is_transient: true } : {}),
    ...(error.userMessage === undefined ? {} : { error_user_msg: error.userMessage }),
    fbtrace_id: `A${randomBytes(16).toString('base64url')}`,
  };
  return json(error.status ?? 400, { error: envelope }, headers);
}

/** `api.instagram.com` answers in an older shape than Graph does. */
export const exchangeError = (message: string): Answer =>
  json(400, { error_type: 'OAuthException', code: 400, error_message: message });

export const usageHeader = (percent: number): Readonly<Record<string, string>> => ({
  'x-app-usage': JSON.stringify({ call_count: percent, total_time: 1, total_cputime: 1 }),
});

/** How much of its allowance an account has used, by business use case. */
export const businessUsage = (
  id: string,
  type: 'instagram' | 'threads' | 'pages',
  percent: number,
  regainMinutes = 0,
): Readonly<Record<string, string>> => {
  const usage = {
    type,
    call_count: percent,
    total_cputime: 5,
    total_time: 5,
    estimated_time_to_regain_access: regainMinutes,
  };
  return { ...usageHeader(percent), 'x-business-use-case-usage': JSON.stringify({ [id]: [usage] }) };
};

/** The answers of Graph's framework to one account's calls. */
export const graphAnswersFor = (id: string, type: 'instagram' | 'threads' | 'pages'): ServerAnswers => ({
  ...graphAnswers,
  rateLimited: (resetInMs) => {
    const headers = businessUsage(id, type, 100, Math.ceil(resetInMs / 60_000));
    const message = 'Application request limit reached';
    return graphError({ status: 403, code: 4, message, isTransient: true }, headers);
  },
});

export const missing = (id: string): Answer =>
  graphError({
    code: 100,
    subcode: 33,
    type: 'IGApiException',
    message: `Unsupported get request. Object with ID '${id}' does not exist, cannot be loaded due to missing permissions, or does not support this operation`,
  });

/** A rate limit is a 403 with code 4, and says in minutes when access comes back. */
function rateLimited(resetInMs: number): Answer {
  const minutes = Math.ceil(resetInMs / 60_000);
  const usage = [
    { type: 'instagram', call_count: 100, total_cputime: 5, total_time: 5, estimated_time_to_regain_access: minutes },
  ];
  const headers = {
    ...usageHeader(100),
    'x-business-use-case-usage': JSON.stringify({ [person.instagram.id]: usage }),
  };
  return graphError({ status: 403, code: 4, message: 'Application request limit reached', isTransient: true }, headers);
}

export const graphAnswers: ServerAnswers = {
  notFound: () => graphError({ code: 2500, message: 'Unknown path components' }),
  tooLarge: () => graphError({ status: 413, code: 1, message: 'Please reduce the amount of data you are asking for' }),
  badRequest: () => graphError({ code: 100, message: 'Invalid parameter' }),
  rateLimited,
  serverError: (status) =>
    graphError({
      status,
      code: 2,
      message: 'An unexpected error has occurred. Please retry your request later.',
      isTransient: true,
    }),
};
