/** The sealed document of a YouTube account, and changing it without losing what another call changed meanwhile. */
import { z } from 'zod';
import { type AccountCall, type Credentials, NetworkFailure } from '../../core/ports/network.ts';
import type { NetworkContext } from '../network.ts';

const documentSchema = z.object({
  clientId: z.string().min(1),
  clientSecret: z.string().min(1),
  accessToken: z.string().min(1),
  /** Null where Google gave none: then the sign-in ends with the access token. */
  refreshToken: z.string().min(1).nullable(),
  scope: z.string(),
  /** When the access token ends. */
  expiresAt: z.number(),
  /** The channel's list of its own videos. */
  playlist: z.string().min(1),
  /**
   * Uploads under way, by the key of their crosspost. Whoever has the address of one may go on with it without a
   * sign-in, so it is sealed with the tokens and never stands among what steps answered.
   */
  uploads: z.record(z.string(), z.object({ url: z.url(), at: z.number() })).default({}),
});
export type YoutubeDocument = z.infer<typeof documentSchema>;

/** Throws `auth_expired`, certainly unsent, when there is no sign-in that can be used. */
export async function readDocument(credentials: Credentials): Promise<YoutubeDocument> {
  const document = documentSchema.safeParse(await credentials.load());
  if (document.success) return document.data;
  throw new NetworkFailure({ code: 'auth_expired' }, { notSent: true, cause: document.error });
}

/** The last change of each account that is under way. */
const changes = new WeakMap<NetworkContext, Map<string, Promise<unknown>>>();

/**
 * Changes of one account's document wait for each other: each sees what the one before has saved, so two calls that find
 * the token old renew it once. Nothing is saved when `change` answers the very document that it was given.
 */
export function changeDocument(
  call: AccountCall,
  context: NetworkContext,
  change: (document: YoutubeDocument) => Promise<YoutubeDocument>,
): Promise<YoutubeDocument> {
  const ofContext = changes.get(context) ?? new Map<string, Promise<unknown>>();
  changes.set(context, ofContext);
  const work = async (): Promise<YoutubeDocument> => {
    const document = await readDocument(call.credentials);
    const changed = await change(document);
    if (changed !== document) await call.credentials.save(changed);
    return changed;
  };
  const { remoteId } = call.account;
  const mine = (ofContext.get(remoteId) ?? Promise.resolve()).then(work, work);
  ofContext.set(remoteId, mine);
  return mine;
}

/** An upload that is older is begun anew. */
const uploadLivesMs = 2 * 86_400_000;

export async function keepUpload(key: string, url: string, call: AccountCall, context: NetworkContext): Promise<void> {
  const at = context.now();
  await changeDocument(call, context, async (document) => {
    const young = Object.entries(document.uploads).filter(([, upload]) => at - upload.at < uploadLivesMs);
    return { ...document, uploads: { ...Object.fromEntries(young), [key]: { url, at } } };
  });
}
