/** Posting, editing and deleting statuses. */
import { json, readFields, Refusal, textField, type Answer, type Incoming, type Route } from '../server.ts';
import { markDeleted, recordDelivery } from '../deliveries.ts';
import { statusEntity, statusUrl } from './entities.ts';
import { nextId, type MastodonMedia, type MastodonStatus, type MastodonToken } from './mastodon-state.ts';
import { authorized, findToken, stateOf, type ServerContext } from './server-context.ts';
import { statusLength } from './status-text.ts';

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
    { method: 'PUT', path, handle: authorized(context, 'write:statuses', (incoming) => edit(context, incoming)) },
    {
      method: 'DELETE',
      path,
      handle: authorized(context, 'write:statuses', (incoming) => remove(context, incoming), 'deletes'),
    },
  ];
}

function find(context: ServerContext, incoming: Incoming): MastodonStatus {
  const status = stateOf(context).statuses.find(({ id }) => id === incoming.params['id']);
  if (status === undefined) throw new Refusal(context.dialect.refuse(404, 'Record not found'));
  return status;
}

function show(context: ServerContext, incoming: Incoming): Answer {
  const status = find(context, incoming);
  const isOpen = status.visibility === 'public' || status.visibility === 'unlisted';
  if (!isOpen && findToken(context, incoming) === null) return context.dialect.refuse(404, 'Record not found');
  return json(200, statusEntity(context, status));
}

interface Draft {
  readonly text: string;
  readonly spoilerText: string;
  readonly sensitive: boolean;
  readonly visibility: MastodonStatus['visibility'];
  readonly language: string | null;
  readonly inReplyToId: string | null;
  readonly mediaIds: readonly string[];
}

function readDraft(context: ServerContext, fields: FormData): Draft {
  const { dialect } = context;
  const asked = textField(fields, 'visibility') ?? 'public';
  const visibility = dialect.visibilities.find((name) => name === asked);
  if (visibility === undefined)
    throw new Refusal(dialect.invalid('visibility', 'Visibility is not included in the list'));
  const mediaIds = fields.getAll('media_ids[]').filter((value) => typeof value === 'string');
  const text = textField(fields, 'status') ?? '';
  const spoilerText = textField(fields, 'spoiler_text') ?? '';
  if (statusLength(text) + statusLength(spoilerText) > dialect.characters)
    throw new Refusal(dialect.invalid('status', `Text character limit of ${dialect.characters} exceeded`));
  if (text === '' && mediaIds.length === 0 && !dialect.isMediaRequired)
    throw new Refusal(dialect.invalid('status', "Text can't be blank"));
  const sensitive =
    ['true', '1', 'on'].includes(textField(fields, 'sensitive') ?? '') ||
    (spoilerText !== '' && dialect.network === 'mastodon');
  return {
    text,
    spoilerText,
    sensitive,
    visibility,
    mediaIds,
    language: textField(fields, 'language') ?? null,
    inReplyToId: textField(fields, 'in_reply_to_id') ?? null,
  };
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
  if (earlier !== undefined && !dialect.foldsRepeats) return dialect.refuse(400, 'Duplicate idempotency key.');
  const memory = { key, statusId: null as string | null, at: world.now() };
  if (key !== '') stateOf(context).idempotency.push(memory);
  const media = usableMedia(context, draft);
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

function usableMedia(context: ServerContext, draft: Draft): readonly MastodonMedia[] {
  const { dialect } = context;
  const refuse = (answer: Answer) => new Refusal(answer);
  if (dialect.isMediaRequired && draft.mediaIds.length === 0 && draft.inReplyToId === null)
    throw refuse(dialect.refuse(403, 'Empty statuses are not allowed'));
  if (draft.mediaIds.length > dialect.mediaPerStatus)
    throw refuse(dialect.invalid('media_ids', `Cannot attach more than ${dialect.mediaPerStatus} files`));
  return draft.mediaIds.map((id) => {
    const media = stateOf(context).media.find((item) => item.id === id && item.statusId === null);
    if (media === undefined)
      throw refuse(dialect.refuse(dialect.network === 'pixelfed' ? 400 : 404, 'Record not found'));
    if (media.processing !== 'ready')
      throw refuse(
        dialect.invalid('media_ids', 'Cannot attach files that have not finished processing. Try again in a moment!'),
      );
    return media;
  });
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

async function edit(context: ServerContext, incoming: Incoming): Promise<Answer> {
  const status = find(context, incoming);
  const fields = await readFields(incoming);
  if (!fields.has('media_ids[]')) for (const id of status.mediaIds) fields.append('media_ids[]', id);
  const draft = readDraft(context, fields);
  const { text, spoilerText, sensitive } = draft;
  const language = draft.language ?? status.language;
  Object.assign(status, { text, spoilerText, sensitive, language, editedAt: context.world.now() });
  context.world.store.changed();
  return json(200, statusEntity(context, status));
}

/** Answers the status once more, with the plain text it was made from. */
function remove(context: ServerContext, incoming: Incoming): Answer {
  const status = find(context, incoming);
  const state = stateOf(context);
  const answer = json(200, { ...statusEntity(context, status), text: status.text });
  state.statuses = state.statuses.filter((item) => item !== status);
  markDeleted(context.world.store, context.dialect.network, status.id, context.world.now());
  return answer;
}
