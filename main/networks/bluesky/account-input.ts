import { NetworkFailure } from '../../core/ports/network.ts';

/** Letters that are not seen but come along when a handle is copied: directions, joiners, soft hyphens. */
const invisible = /\p{Cf}/gu;
const handle = /^(?:[a-z0-9](?:[a-z0-9-]{0,61}[a-z0-9])?\.)+[a-z](?:[a-z0-9-]{0,61}[a-z0-9])?$/;
const profilePage = /^https:\/\/bsky\.app\/profile\/([^/?#]+)/;

/**
 * What a person means by what they typed: a handle (`mara.bsky.social`, also with @ or as the address of the profile), a
 * DID, or the origin of a server; nothing means `service`. Throws `not_a_server`.
 */
export function accountInput(typed: string, service: string): string {
  const bare = typed.replaceAll(invisible, '').trim();
  const name = profilePage.exec(bare)?.[1] ?? bare.replace(/^(?:@|at:\/\/)/, '');
  if (name === '') return new URL(service).origin;
  if (/^did:(?:plc|web):[a-zA-Z0-9.:%_-]+$/.test(name)) return name;
  if (/^https?:\/\//i.test(name) && URL.canParse(name)) return new URL(name).origin;
  if (handle.test(name.toLowerCase())) return name.toLowerCase();
  const detail = `“${name}” is no handle and no server. A whole handle looks like mara.bsky.social.`;
  throw new NetworkFailure({ code: 'not_a_server', detail }, { notSent: true });
}
