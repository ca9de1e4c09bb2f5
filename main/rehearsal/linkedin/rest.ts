/** What every call under `/rest/` must bring: a token, two headers, a permission, and a place in the day's budget. */
import { person } from '../people.ts';
import { Refusal, type Answer, type Incoming, type Route } from '../server.ts';
import type { World } from '../world.ts';
import { linkedinError, noPermission, throttled } from './errors.ts';
import { requireToken } from './tokens.ts';

export const author = `urn:li:person:${person.linkedin.sub}`;

/** “Share on LinkedIn”: for each member, each day. The real numbers stand in the portal alone. */
const callsPerDay = 150;
/** The month's version comes out some days into the month. */
const releaseDay = 10;
const liveMonths = 12;

export interface RestCall {
  readonly resource: 'posts' | 'images' | 'videos' | 'documents';
  readonly action: string;
  /** False for what `w_member_social` does not cover: reading posts, images and documents. */
  readonly allowed: boolean;
}

export function restRoute(
  world: World,
  route: Pick<Route, 'method' | 'path'> & RestCall,
  handle: (incoming: Incoming) => Answer | Promise<Answer>,
): Route {
  const { method, path, ...call } = route;
  return {
    method,
    path,
    handle: (incoming) => {
      const { scopes } = requireToken(world, incoming);
      const version = requireVersion(world, incoming);
      const mood = world.moodOf('linkedin');
      if (mood.isAccountBlocked) return restricted;
      if (!call.allowed || !scopes.includes('w_member_social'))
        return noPermission(`${call.resource}.${call.action}`, version);
      const isCapped = mood.isCapReached && call.action === 'CREATE';
      if (isCapped || !takeCall(world, call.resource)) return throttled;
      return handle(incoming);
    },
  };
}

const restricted = linkedinError({
  status: 403,
  serviceErrorCode: 100,
  code: 'ACCESS_DENIED',
  message: 'Member is restricted',
});

function requireVersion(world: World, { headers }: Incoming): string {
  const version = String(headers['linkedin-version'] ?? '');
  const refuse = (status: number, code: string, message: string) =>
    new Refusal(linkedinError({ status, code, message }));
  if (version === '')
    throw refuse(
      400,
      'VERSION_MISSING',
      'A version must be present. Please specify a version by adding the LinkedIn-Version header.',
    );
  if (!/^\d{6}$/.test(version)) throw refuse(400, 'INVALID_VERSION', `Invalid version format: ${version}`);
  if (headers['x-restli-protocol-version'] !== '2.0.0')
    throw refuse(400, 'ILLEGAL_ARGUMENT', 'X-RestLi-Protocol-Version 2.0.0 is needed');
  if (!isActive(version, world.now()))
    throw refuse(426, 'NONEXISTENT_VERSION', `Requested version ${version}01 is not active`);
  return version;
}

/** A version lives for a year. */
function isActive(version: string, now: number): boolean {
  const date = new Date(now);
  const thisMonth = date.getUTCFullYear() * 12 + date.getUTCMonth();
  const newest = date.getUTCDate() < releaseDay ? thisMonth - 1 : thisMonth;
  const month = Number(version.slice(0, 4)) * 12 + Number(version.slice(4)) - 1;
  return month <= newest && month > newest - liveMonths;
}

/** Counts begin anew at midnight UTC, and no header says how far they are. */
function takeCall(world: World, resource: string): boolean {
  const { calls } = world.store.state().linkedin;
  const key = `${resource} ${new Date(world.now()).toISOString().slice(0, 10)}`;
  calls[key] = (calls[key] ?? 0) + 1;
  world.store.changed();
  return calls[key] <= callsPerDay;
}
