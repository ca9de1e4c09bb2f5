/** X's error bodies: docs.x.com/x-api/fundamentals/response-codes-and-errors. */
import { json, type Answer, type ServerAnswers } from '../server.ts';

const typeOf = (name: string): string => `https://api.x.com/2/problems/${name}`;

/** What a 403 says when only its sentence tells which. */
export const forbidden = (detail: string): Answer =>
  json(403, { detail, type: 'about:blank', title: 'Forbidden', status: 403 });

export const unauthorized = json(401, {
  title: 'Unauthorized',
  type: 'about:blank',
  status: 401,
  detail: 'Unauthorized',
});

export const notAuthorized = (detail: string): Answer =>
  json(403, { detail, type: typeOf('not-authorized-for-resource'), title: 'Not Authorized for Resource', status: 403 });

/** A bad parameter or field, named together with its value. */
export function invalidRequest(message: string, parameters: Readonly<Record<string, readonly string[]>> = {}): Answer {
  return json(400, {
    errors: [{ parameters, message }],
    title: 'Invalid Request',
    detail: 'One or more parameters to your request was invalid.',
    type: typeOf('invalid-request'),
  });
}

/** An entry of `errors` in an answer that is 200 otherwise, or a 404 of its own. */
export const notFoundProblem = (id: string) => ({
  value: id,
  detail: `Could not find tweet with ids: [${id}].`,
  title: 'Not Found Error',
  resource_type: 'tweet',
  parameter: 'ids',
  resource_id: id,
  type: typeOf('resource-not-found'),
});

export const suspended = json(403, {
  title: 'Forbidden',
  detail: 'Your account is suspended and is not permitted to access this feature.',
  type: typeOf('user-suspended'),
  status: 403,
});

export const usageCapped = json(429, {
  title: 'UsageCapExceeded',
  detail: 'Usage cap exceeded: Monthly product cap',
  type: typeOf('usage-capped'),
  period: 'Monthly',
  scope: 'Product',
});

export const creditsDepleted = json(402, {
  title: 'CreditsDepleted',
  detail: 'Your enrolled account does not have any credits to fulfill this request.',
  type: typeOf('credits'),
});

/** Epoch seconds, and never a Retry-After. */
export const rateHeaders = (limit: number, remaining: number, resetAt: number): Readonly<Record<string, string>> => ({
  'x-rate-limit-limit': String(limit),
  'x-rate-limit-remaining': String(remaining),
  'x-rate-limit-reset': String(Math.ceil(resetAt / 1000)),
});

/** X has two bodies for a 429: the old one comes to readers here, the new one to writers. */
export function tooManyRequests(isRead: boolean, headers: Readonly<Record<string, string>>): Answer {
  if (isRead) return json(429, { errors: [{ code: 88, message: 'Rate limit exceeded' }] }, headers);
  const title = 'Too Many Requests';
  return json(429, { title, detail: title, type: 'about:blank', status: 429 }, headers);
}

export const xAnswers = (now: () => number): ServerAnswers => ({
  notFound: () => ({ status: 404, body: '' }),
  tooLarge: () =>
    json(413, { title: 'Payload Too Large', type: 'about:blank', status: 413, detail: 'Payload Too Large' }),
  badRequest: () => invalidRequest('The body of the request cannot be read.'),
  rateLimited: (resetInMs) => tooManyRequests(false, rateHeaders(100, 0, now() + resetInMs)),
  serverError: (status) =>
    json(status, { title: 'Service Unavailable', type: 'about:blank', status, detail: 'Service Unavailable' }),
});
