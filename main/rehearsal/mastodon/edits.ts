/** Editing a status, and what it said before. */
import { z } from 'zod';
import { json, type Answer, type Incoming, type Route } from '../server.ts';
import { readFields } from '../bodies.ts';
import { type Draft, findStatus, readDraft, usableMedia } from './drafts.ts';
import { accountEntity, mediaEntity, statusEntity } from './entities.ts';
import type { MastodonMedia, MastodonStatus } from './mastodon-state.ts';
import { authorized, stateOf, type ServerContext } from './server-context.ts';
import { statusHtml } from './status-text.ts';

const attributesSchema = z.object({ id: z.string(), description: z.string().optional() });

export function editRoutes(context: ServerContext): readonly Route[] {
  const path = '/api/v1/statuses/:id';
  const source: Route = { method: 'GET', path: `${path}/source`, handle: (incoming) => showSource(context, incoming) };
  return [
    { method: 'PUT', path, handle: authorized(context, 'write:statuses', (incoming) => edit(context, incoming)) },
    { method: 'GET', path: `${path}/history`, handle: (incoming) => showHistory(context, incoming) },
    ...(context.dialect.network === 'mastodon' ? [source] : []),
  ];
}

/** An upload that the edit does not name is taken off, as on a real server. */
async function edit(context: ServerContext, incoming: Incoming): Promise<Answer> {
  const status = findStatus(context, incoming);
  const fields = await readFields(incoming);
  const draft = readDraft(context, fields);
  const media = usableMedia(context, { ...draft, inReplyToId: status.inReplyToId }, status.id);
  for (const value of fields.getAll('media_attributes[]').filter((field) => typeof field === 'string')) {
    const { id, description } = attributesSchema.parse(JSON.parse(value));
    const item = media.find((candidate) => candidate.id === id);
    if (item !== undefined && description !== undefined) item.description = description === '' ? null : description;
  }
  change(context, status, draft, media);
  return json(200, statusEntity(context, status));
}

function change(
  { world, dialect }: ServerContext,
  status: MastodonStatus,
  { text, spoilerText, sensitive, language, mediaIds }: Draft,
  media: readonly MastodonMedia[],
): void {
  const { editedAt, createdAt } = status;
  const before = { text: status.text, spoilerText: status.spoilerText, sensitive: status.sensitive };
  status.history.push({ ...before, at: editedAt ?? createdAt });
  const words = { text, spoilerText, sensitive, language: language ?? status.language };
  Object.assign(status, { ...words, mediaIds: [...mediaIds], editedAt: world.now() });
  const delivery = world.store
    .state()
    .deliveries.find(({ network, id }) => network === dialect.network && id === status.id);
  if (delivery !== undefined) {
    delivery.text = text;
    delivery.warning = spoilerText;
    delivery.media = media.map(({ sha256, description, mimeType }) => ({
      sha256: sha256 ?? '',
      altText: description ?? '',
      mimeType,
    }));
  }
  world.store.changed();
}

/** Oldest first, the status as it is now at the end. */
function showHistory(context: ServerContext, incoming: Incoming): Answer {
  const status = findStatus(context, incoming);
  const { text, spoilerText, sensitive, editedAt, createdAt } = status;
  const states = [...status.history, { text, spoilerText, sensitive, at: editedAt ?? createdAt }];
  const media = stateOf(context).media.filter(({ id }) => status.mediaIds.includes(id));
  const edits = states.map((state) => ({
    content: statusHtml(state.text, context.base()),
    spoiler_text: state.spoilerText,
    sensitive: state.sensitive,
    created_at: new Date(state.at).toISOString(),
    account: accountEntity(context),
    media_attachments: media.map((item) => mediaEntity(context, item)),
    emojis: [],
  }));
  return json(200, edits);
}

/** The plain text that a status was made from. */
function showSource(context: ServerContext, incoming: Incoming): Answer {
  const { id, text, spoilerText } = findStatus(context, incoming);
  return json(200, { id, text, spoiler_text: spoilerText });
}
