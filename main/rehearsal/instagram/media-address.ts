/** Signed addresses of pictures on the pretend `cdninstagram.com`: they stop working after some hours. */
import { createHmac } from 'node:crypto';
import { isScene, type Pictures } from '../pictures.ts';
import { bytes, type Answer, type Incoming, type Route } from '../server.ts';

export const mediaAddressLifeMs = 6 * 3_600_000;

const sign = (key: string, scene: string, endsAt: string) =>
  createHmac('sha256', key).update(`${scene}.${endsAt}`).digest('base64url').slice(0, 22);

/** `oe` is the end in hexadecimal seconds, `oh` the signature, as in Instagram's own addresses. */
export function mediaAddress(cdnBase: string, key: string, scene: string, now: number): string {
  const endsAt = Math.floor((now + mediaAddressLifeMs) / 1000).toString(16);
  return `${cdnBase}/v/${scene}.jpg?oe=${endsAt}&oh=${sign(key, scene, endsAt)}`;
}

export function cdnRoutes(key: string, pictures: Pictures, now: () => number): readonly Route[] {
  const handle = async (incoming: Incoming): Promise<Answer> => {
    const scene = (incoming.params['file'] ?? '').replace(/\.jpg$/, '');
    const endsAt = incoming.url.searchParams.get('oe') ?? '';
    const isSigned = incoming.url.searchParams.get('oh') === sign(key, scene, endsAt);
    if (!isScene(scene) || !isSigned) return { status: 403, body: 'URL signature mismatch' };
    if (now() >= Number.parseInt(endsAt, 16) * 1000) return { status: 403, body: 'URL signature expired' };
    return bytes('image/jpeg', await pictures.read(scene));
  };
  return [{ method: 'GET', path: '/v/:file', handle }];
}
