/** The sealed document of an account, changed by one at a time: a token that rotated must never be lost to another change. */
import { z } from 'zod';
import { type AccountCall, NetworkFailure } from '../../core/ports/network.ts';
import type { NetworkContext } from '../network.ts';

/**
 * A draft under way. The address of its upload is a key to it, so it is kept here and not with what the steps answered;
 * `key` is the crosspost's.
 */
const draftSchema = z.object({
  key: z.string(),
  publishId: z.string(),
  uploadUrl: z.string().nullable(),
  at: z.number(),
});
export type Draft = z.infer<typeof draftSchema>;

const documentSchema = z.object({
  clientKey: z.string().min(1),
  clientSecret: z.string().min(1),
  accessToken: z.string().min(1),
  accessEndsAt: z.number(),
  refreshToken: z.string(),
  refreshEndsAt: z.number().nullable(),
  scope: z.string(),
  drafts: z.array(draftSchema),
});
export type TiktokDocument = z.infer<typeof documentSchema>;

/** Throws `auth_expired`, certainly unsent, when the document is not one of ours: only a new sign-in helps. */
export async function loadDocument({ credentials }: AccountCall): Promise<TiktokDocument> {
  const document = documentSchema.safeParse(await credentials.load());
  if (document.success) return document.data;
  throw new NetworkFailure({ code: 'auth_expired' }, { notSent: true, cause: document.error });
}

const turns = new WeakMap<NetworkContext, Map<string, Promise<unknown>>>();

/** Changes the document when every change before has ended, and saves it before anybody uses it. */
export async function changeDocument(
  call: AccountCall,
  context: NetworkContext,
  change: (document: TiktokDocument) => TiktokDocument | Promise<TiktokDocument>,
): Promise<TiktokDocument> {
  const ofContext = turns.get(context) ?? new Map<string, Promise<unknown>>();
  turns.set(context, ofContext);
  const before = ofContext.get(call.account.remoteId) ?? Promise.resolve();
  const turn = before.then(async () => {
    const document = await loadDocument(call);
    const changed = await change(document);
    if (changed !== document) await call.credentials.save(changed);
    return changed;
  });
  ofContext.set(
    call.account.remoteId,
    turn.catch(() => undefined),
  );
  return turn;
}

/** Longer than a crosspost is put off. */
const draftLivesMs = 7 * 24 * 3_600_000;

/** Keeps a draft in place of an older one of the same crosspost. */
export async function keepDraft(draft: Draft, call: AccountCall, context: NetworkContext): Promise<void> {
  await changeDocument(call, context, (document) => ({
    ...document,
    drafts: [...document.drafts.filter(({ key, at }) => key !== draft.key && at > draft.at - draftLivesMs), draft],
  }));
}

export async function draftOf(key: string, call: AccountCall): Promise<Draft | null> {
  const { drafts } = await loadDocument(call);
  return drafts.find((draft) => draft.key === key) ?? null;
}
