/** What a person changes of a status on the server's own pages. */
import type { SourceChange } from '../changing.ts';
import type { Dialect } from './dialect.ts';
import type { MastodonState } from './mastodon-state.ts';

/** Pixelfed lets one choose anew who sees a post; Mastodon does not. */
export function changeStatus(
  state: MastodonState,
  { network, visibilities }: Dialect,
  wanted: string,
  { text, visibility, warning, altTexts }: SourceChange,
  now: number,
): boolean {
  const status = state.statuses.find(({ id }) => id === wanted);
  if (status === undefined) return false;
  if (visibility !== undefined && (network === 'mastodon' || !visibilities.includes(visibility))) return false;
  const { text: said, spoilerText, sensitive, editedAt, createdAt } = status;
  status.history.push({ text: said, spoilerText, sensitive, at: editedAt ?? createdAt });
  const warned = warning === undefined ? {} : { spoilerText: warning, sensitive: warning !== '' };
  Object.assign(status, { text: text ?? said, visibility: visibility ?? status.visibility, editedAt: now, ...warned });
  for (const [index, mediaId] of status.mediaIds.entries()) {
    const file = state.media.find(({ id }) => id === mediaId);
    if (file !== undefined) file.description = altTexts?.[index] ?? file.description;
  }
  return true;
}

export function removeStatus(state: MastodonState, wanted: string): boolean {
  const before = state.statuses.length;
  state.statuses = state.statuses.filter(({ id }) => id !== wanted);
  return state.statuses.length < before;
}
