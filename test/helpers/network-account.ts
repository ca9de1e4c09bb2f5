/** An account that the tests signed in to, as the core would hold it. */
import { createHash } from 'node:crypto';
import type { Content, ContentPicture, MediaId, Sha256 } from '../../contract/model.ts';
import type { Json } from '../../contract/json.ts';
import {
  type AccountCall,
  type Connector,
  NetworkFailure,
  type PublishInput,
  type PublishStep,
  type RemotePost,
  type StepOutcome,
} from '../../main/core/ports/network.ts';
import { registeredRedirect, type SignedIn } from '../../main/core/ports/sign-in.ts';

export interface LinkedAccount {
  readonly call: AccountCall;
  /** What the connector keeps sealed. */
  readonly document: () => Json;
  readonly signedIn: SignedIn;
}

/** Signs in the way a person does: `consent` gets the address of the sign-in page and answers where it led. */
export async function linkAccount(
  connector: Connector,
  instance: string,
  consent: (url: string) => Promise<string>,
  redirectUri = redirectFor(connector),
): Promise<LinkedAccount> {
  const { signal } = new AbortController();
  const keys = connector.about.keys?.preset ?? null;
  const started = await connector.signIn.begin({ instance, redirectUri, language: 'en', keys, signal });
  const signedIn = await started.finish(new URL(await consent(started.url)), signal);
  return accountOf(connector, signedIn);
}

/** Where the browser comes back to: the port that is registered, or one of its own. */
export function redirectFor({ about: { redirect } }: Connector): string {
  return redirect.port === 'registered' ? registeredRedirect(redirect) : `http://${redirect.host}:43110/callback`;
}

export function accountOf(connector: Connector, signedIn: SignedIn): LinkedAccount {
  let document = signedIn.credentials;
  const { profile } = signedIn;
  const call: AccountCall = {
    account: {
      network: connector.about.id,
      instance: profile.instance,
      remoteId: profile.remoteId,
      handle: profile.handle,
    },
    credentials: {
      load: async () => document,
      save: async (next) => {
        document = next;
      },
    },
    signal: new AbortController().signal,
  };
  return { call, document: () => document, signedIn };
}

/** A picture to publish, with its bytes. */
export interface TestPicture {
  readonly bytes: Uint8Array<ArrayBuffer>;
  readonly picture: ContentPicture;
}

export function testPicture(
  bytes: Uint8Array<ArrayBuffer>,
  altText: string,
  size: { width: number; height: number },
): TestPicture {
  const sha256 = createHash('sha256').update(bytes).digest('hex') as Sha256;
  const picture = { mediaId: 1 as MediaId, sha256, mimeType: 'image/png', sizeBytes: bytes.length, altText, ...size };
  return { bytes, picture };
}

export function contentOf(text: string, pictures: readonly TestPicture[] = [], more: Partial<Content> = {}): Content {
  return {
    text,
    language: 'en',
    audience: 'public',
    title: null,
    thread: [],
    video: null,
    sensitive: false,
    warning: null,
    pictures: pictures.map(({ picture }) => picture),
    ...more,
  };
}

export interface Publishing {
  readonly connector: Connector;
  readonly call: AccountCall;
  readonly content: Content;
  readonly pictures: readonly TestPicture[];
  /** The bytes of the content's video. */
  readonly video?: Blob;
  /** Where files can be fetched from, for a network that fetches them itself. */
  readonly address?: PublishInput['address'];
  readonly key: string;
  readonly startedAt: number;
}

/** One step, with what the earlier ones answered. */
export async function performStep(
  publishing: Publishing,
  step: PublishStep,
  results: PublishInput['results'],
): Promise<StepOutcome> {
  const { connector, call, content, pictures, video, key, startedAt } = publishing;
  const address = publishing.address ?? nowhere;
  const file: PublishInput['file'] = async (sha256) => {
    if (video !== undefined && sha256 === content.video?.sha256) return video;
    const found = pictures.find(({ picture }) => picture.sha256 === sha256);
    if (found === undefined) throw new Error(`No picture ${sha256}.`);
    return new Blob([found.bytes], { type: found.picture.mimeType });
  };
  const outcome = await connector.publish?.perform({ step, content, results, key, startedAt, file, address }, call);
  if (outcome === undefined) throw new Error(`${connector.about.name} does not publish.`);
  return outcome;
}

const nowhere: PublishInput['address'] = async () => {
  throw new NetworkFailure({ code: 'needs_public_address' }, { notSent: true });
};

/** All steps in order; throws unless every one is accepted. */
export async function publishWhole(publishing: Publishing): Promise<RemotePost> {
  const results: Record<string, Json> = {};
  let made: RemotePost | null = null;
  for (const step of publishing.connector.publish?.steps(publishing.content) ?? []) {
    const outcome = await performStep(publishing, step, results);
    if (outcome.kind !== 'accepted')
      throw new Error(`${step.name}: ${outcome.kind} ${JSON.stringify(outcome.problem)}`);
    results[step.name] = outcome.result;
    made ??= outcome.post;
  }
  if (made === null) throw new Error('No step made a post.');
  return made;
}
