/** Posting, showing and deleting statuses. */
import { json, type Answer, type Incoming, type Route } from '../server.ts';
import { readFields } from '../bodies.ts';
import { markDeleted, recordDelivery } from '../deliveries.ts';
import { checkMix, type Draft, findStatus, readDraft, usableMedia } from './drafts.ts';
import { editRoutes } from './edits.ts';
import { statusEntity, statusUrl } from './entities.ts';
import { nextId, type MastodonMedia, type MastodonStatus, type MastodonToken } from './mastodon-state.ts';
import { authorized, findToken, stateOf, type ServerContext, usedUp } from './server-context.ts';

const hourMs = 3_600_000;

export function statusRoutes(context: ServerContext): readonly Route[] {
  const path = '/api/v1/statuses/:id';
  return [
    {
      method: 'POST',
      path: '/api/v1/statuses',
      handle: authorized(context, 'write:statuses', (incoming, token) => post(context, incoming, token)),
    },
    { method: 'GET', path, handle: (incoming) => show(context, incoming) },
    ...editRoutes(context),
    {
      method: 'DELETE',
      path,
      handle: authorized(context, 'write:statuses', (incoming) => remove(context, incoming), 'deletes'),
    },
  ];
}

function show(context: ServerContext, incoming: Incoming): Answer {
  const status = findStatus(context, incoming);
  const isOpen = status.visibility === 'public' || status.visibility === 'unlisted';
  if (!isOpen && findToken(context, incoming) === null) return context.dialect.refuse(404, 'Record not found');
  return json(200, statusEntity(context, status));
}

/**
 * Mastodon answers a key it saw within the hour with the status made then. Pixelfed refuses it, and remembers it from
 * before the media checks on: a first try that fails there burns the key.
 */
async function post(context: ServerContext, incoming: Incoming, token: MastodonToken): Promise<Answer> {
  const { dialect, world } = context;
  const fields = await readFields(incoming);
  const key = [incoming.headers['idempotency-key'] ?? ''].flat().join();
  const earlier = key === '' ? undefined : rememberedKey(context, key);
  const first = stateOf(context).statuses.find(({ id }) => id === earlier?.statusId);
  if (dialect.foldsRepeats && first !== undefined) return json(200, statusEntity(context, first));
  const draft = readDraft(context, fields);
  if (world.moodOf(dialect.network).isCapReached) return usedUp(context);
  if (earlier !== undefined && !dialect.foldsRepeats) return dialect.refuse(400, 'Duplicate idempotency key.');
  const memory = { key, statusId: null as string | null, at: world.now() };
  if (key !== '') stateOf(context).idempotency.push(memory);
  const media = usableMedia(context, draft, null);
  checkMix(context, media);
  const status = publish(context, draft, media, token);
  memory.statusId = status.id;
  deliver(context, status, media, key === '' ? null : key);
  return json(200, statusEntity(context, status));
}

function rememberedKey(context: ServerContext, key: string) {
  const state = stateOf(context);
  state.idempotency = state.idempotency.filter(({ at }) => context.world.now() - at < hourMs);
  return state.idempotency.findLast((memory) => memory.key === key);
}

function publish(
  context: ServerContext,
  draft: Draft,
  media: readonly MastodonMedia[],
  token: MastodonToken,
): MastodonStatus {
  const state = stateOf(context);
  const createdAt = context.world.now();
  const app = state.apps.find(({ clientId }) => clientId === token.clientId);
  const status: MastodonStatus = {
    ...draft,
    id: nextId(state, createdAt),
    createdAt,
    editedAt: null,
    isBoost: false,
    likes: 0,
    application: app?.name ?? null,
    mediaIds: [...draft.mediaIds],
    place: null,
    taggedPeople: [],
    history: [],
  };
  state.statuses.push(status);
  for (const item of media) item.statusId = status.id;
  return status;
}

function deliver(
  context: ServerContext,
  status: MastodonStatus,
  media: readonly MastodonMedia[],
  key: string | null,
): void {
  recordDelivery(context.world.store, {
    network: context.dialect.network,
    id: status.id,
    url: statusUrl(context, status.id),
    at: status.createdAt,
    text: status.text,
    visibility: status.visibility,
    replyTo: status.inReplyToId,
    warning: status.spoilerText,
    key,
    media: media.map(({ sha256, description, mimeType }) => ({
      sha256: sha256 ?? '',
      altText: description ?? '',
      mimeType,
    })),
    deletedAt: null,
  });
}

/** Answers the status once more, with the plain text it was made from. */
function remove(context: ServerContext, incoming: Incoming): Answer {
  const status = findStatus(context, incoming);
  const state = stateOf(context);
  const answer = json(200, { ...statusEntity(context, status), text: status.text });
  state.statuses = state.statuses.filter((item) => item !== status);
  markDeleted(context.world.store, context.dialect.network, status.id, context.world.now());
  return answer;
}
