/** A started rehearsal with a clock of its own, and the steps that several tests take. */
import { createHash, randomBytes } from 'node:crypto';
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import sharp from 'sharp';
import { startRehearsal, type Rehearsal } from '../../main/rehearsal/rehearsal.ts';

export interface RehearsalWorld {
  readonly rehearsal: Rehearsal;
  readonly dataDir: string;
  /** Moves the rehearsal's clock on. */
  readonly pass: (milliseconds: number) => void;
  readonly now: () => number;
  readonly control: (method: string, path: string, body?: unknown) => Promise<Response>;
  readonly deliveries: () => Promise<readonly Delivery[]>;
  readonly end: () => Promise<void>;
}
interface Delivery {
  readonly network: string;
  readonly id: string;
  readonly text: string;
  readonly key: string | null;
  readonly deletedAt: number | null;
  readonly media: readonly { readonly sha256: string; readonly altText: string }[];
}

export async function openWorld(startingFrom: () => number = Date.now): Promise<RehearsalWorld> {
  const dataDir = await mkdtemp(join(tmpdir(), 'rehearsal-'));
  let aheadMs = 0;
  const now = () => startingFrom() + aheadMs;
  const rehearsal = await startRehearsal({ dataDir, now });
  const control = controlOf(rehearsal);
  return {
    rehearsal,
    dataDir,
    now,
    control,
    pass: (milliseconds) => {
      aheadMs += milliseconds;
    },
    deliveries: async () => (await jsonOf<{ deliveries: Delivery[] }>(await control('GET', '/received'))).deliveries,
    end: async () => {
      await rehearsal.stop();
      await rm(dataDir, { recursive: true });
    },
  };
}

const controlOf =
  ({ control }: Rehearsal) =>
  (method: string, path: string, body?: unknown): Promise<Response> =>
    fetch(control.base + path, {
      method,
      headers: { 'x-rehearsal-token': control.token },
      ...(body === undefined ? {} : { body: JSON.stringify(body) }),
    });

export async function jsonOf<Body = Record<string, unknown>>(response: Response): Promise<Body> {
  return (await response.json()) as Body;
}

export const form = (fields: Readonly<Record<string, string>>): URLSearchParams => new URLSearchParams({ ...fields });

/** A PKCE pair (RFC 7636). */
export function pkce(): { readonly verifier: string; readonly challenge: string } {
  const verifier = randomBytes(32).toString('base64url');
  return { verifier, challenge: createHash('sha256').update(verifier).digest('base64url') };
}

/** Opens a consent page as a browser would and presses a button; answers where the app is sent back to. */
export async function consent(url: string | URL, decision: 'allow' | 'deny' = 'allow'): Promise<URL> {
  const page = await (await fetch(url)).text();
  const sent = await sendConsent(url, page, { decision });
  return new URL(sent.headers.get('location') ?? '');
}

/** Sends the form of a consent page with what is filled in, changed by `fields`. */
export function sendConsent(
  url: string | URL,
  page: string,
  fields: Readonly<Record<string, string>>,
): Promise<Response> {
  const action = /<form method="post" action="([^"]+)"/.exec(page)?.[1] ?? '';
  const filled = [...page.matchAll(/<input [^>]*name="([^"]+)"[^>]*value="([^"]*)"/g)].map(([, name, value]) => [
    name,
    value,
  ]);
  return fetch(new URL(action, url), {
    method: 'POST',
    redirect: 'manual',
    body: form({ ...Object.fromEntries(filled), ...fields }),
  });
}

/** A small JPEG; `seed` makes it another one. */
export function picture(seed = 1): Promise<Buffer<ArrayBuffer>> {
  return sharp({ create: { width: 40, height: 30, channels: 3, background: { r: seed % 255, g: 90, b: 140 } } })
    .jpeg()
    .toBuffer();
}
export const sha256 = (content: Uint8Array): string => createHash('sha256').update(content).digest('hex');

/** The `error` of a refusal in JSON. */
export const errorOf = async (response: Response): Promise<string> => (await jsonOf<{ error: string }>(response)).error;
