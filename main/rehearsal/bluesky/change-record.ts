/** A post of the sample person's repository, put anew under its key by some other app: Bluesky's own has no way to edit. */
import type { SourceChange } from '../changing.ts';
import { person } from '../people.ts';
import type { BlueskyState, StoredRecord } from './bluesky-state.ts';
import { recordCid } from './cid.ts';
import { tagFacets } from './sample-records.ts';

const isAt =
  (uri: string) =>
  ({ collection, rkey }: StoredRecord): boolean =>
    `at://${person.bluesky.did}/${collection}/${rkey}` === uri;

/** Everything in a repository is in the open. */
export function changeRecord(
  state: BlueskyState,
  uri: string,
  { text, visibility, warning, altTexts }: SourceChange,
  now: number,
): boolean {
  const record = state.records.find(isAt(uri));
  if (record === undefined || visibility !== undefined || altTexts !== undefined) return false;
  const { facets: _facets, labels, ...value } = record.value;
  const said = value['text'];
  const words = text ?? (typeof said === 'string' ? said : '');
  const facets = tagFacets(words);
  const marked = { $type: 'com.atproto.label.defs#selfLabels', values: [{ val: warning }] };
  const changed = { ...value, text: words, ...(facets.length > 0 && { facets }) };
  record.value =
    warning === undefined ? { ...changed, ...(labels !== undefined && { labels }) } : { ...changed, labels: marked };
  Object.assign(record, { cid: recordCid(record.value), indexedAt: now });
  return true;
}

export function removeRecord(state: BlueskyState, uri: string): boolean {
  const before = state.records.length;
  const isThis = isAt(uri);
  state.records = state.records.filter((record) => !isThis(record));
  return state.records.length < before;
}
