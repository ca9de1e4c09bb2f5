/** From records to what windows are shown. */
import type { Content, ContentVideo, Permission, PostId, TextSegment } from '../../contract/model.ts';
import type {
  AccountView,
  CrosspostView,
  LedgerPage,
  NetworkOption,
  PictureView,
  PostView,
  QueueDetail,
  QueueMark,
  QueuePage,
  VideoView,
} from '../../contract/views.ts';
import type { LedgerId } from '../../contract/model.ts';
import { networkNames } from '../../contract/network-names.ts';
import { titleOf } from '../../contract/title.ts';
import type { Core } from './core.ts';
import { ExpectedFailure, connectorFor } from './core.ts';
import { undoMs } from './crosspost/decide.ts';
import { canHappen } from './crosspost/state.ts';
import { countOf } from './crosspost/judge.ts';
import { canWithdraw } from './crosspost/withdraw.ts';
import { keysView } from './keys/keys.ts';
import { ledgerAbout } from './ledger-about.ts';
import type { Connector } from './ports/network.ts';
import type { AccountRecord, CrosspostRecord, LedgerRecord, MediaRecord, PostRecord } from './ports/records.ts';
import type { QueueEntry, QueueQuery, Reader } from './ports/store.ts';
import type { PictureFile, VideoFile } from './ports/system.ts';

export async function networkOptions(core: Core): Promise<readonly NetworkOption[]> {
  return await Promise.all([...core.connectors.values()].map((connector) => networkOption(core, connector)));
}

export async function networkOption(core: Core, connector: Connector): Promise<NetworkOption> {
  const { about, read, publish } = connector;
  return {
    id: about.id,
    name: about.name,
    methods: about.methods,
    instance: about.instance,
    canRead: read !== undefined,
    canPublish: publish !== undefined,
    permissions: about.permissions,
    capabilities: about.capabilities,
    keys: await keysView(core, connector),
    keyMethods: about.keys?.methods ?? [],
    canRevoke: about.canRevoke,
  };
}

export function accountView(core: Core, account: AccountRecord): AccountView {
  // An account stays in the list when its network is not offered (any more): it can still be unlinked.
  const connector = core.connectors.get(account.network);
  return {
    id: account.id,
    network: account.network,
    networkName: networkNames[account.network],
    instance: account.instance,
    handle: account.handle,
    displayName: account.displayName,
    profileUrl: account.profileUrl,
    health: account.state,
    problem: account.problem,
    lastCheckedAt: account.lastCheckedAt,
    signInEndsAt: account.endsAt,
    canRead: connector?.read !== undefined,
    canPublish: connector?.publish !== undefined,
    permissions: connector === undefined ? [] : granted(connector, account.grantedScopes),
    limits: account.limits,
  };
}

/** What was granted, in the words of the catalogue; a network that names no scopes granted all it was asked. */
function granted(connector: Connector, scopes: readonly string[]): readonly Permission[] {
  if (scopes.length === 0) return connector.about.permissions;
  return connector.about.permissions.filter((permission) => scopes.includes(permission.scope));
}

export function queuePage(core: Core, query: QueueQuery): QueuePage {
  const { entries, next } = core.store.read.queue(query);
  return { rows: entries.map(queueRow), next };
}

function queueRow({ post, network, handle, cover, crossposts }: QueueEntry): QueuePage['rows'][number] {
  return {
    postId: post.id,
    title: titleOf(post.text),
    thumb: cover === null ? null : thumbAddress(cover),
    network,
    handle,
    publishedAt: post.publishedAt,
    marks: crossposts.map((crosspost) => ({ network: crosspost.network, mark: markOf(crosspost) })),
  };
}

const marks: Readonly<Record<CrosspostRecord['state'], QueueMark['mark']>> = {
  held: 'held',
  waiting: 'clean',
  approved: 'going',
  publishing: 'going',
  published: 'done',
  unknown: 'trouble',
  failed: 'trouble',
  skipped: 'skipped',
  withdrawn: 'skipped',
};
function markOf({ state, hasWarning }: QueueEntry['crossposts'][number]): QueueMark['mark'] {
  return state === 'waiting' && hasWarning ? 'look' : marks[state];
}

export function queueDetail(core: Core, id: PostId): QueueDetail {
  const { read } = core.store;
  const post = read.post(id);
  const account = post === null ? null : read.account(post.accountId);
  if (post === null || account === null) throw new ExpectedFailure({ code: 'not_found' });
  return {
    post: postView(core, post, account),
    crossposts: read.crosspostsOf(id).map((crosspost) => crosspostView(core, crosspost)),
  };
}

function postView(core: Core, post: PostRecord, account: AccountRecord): PostView {
  const media = core.store.read.media(post.id);
  return {
    id: post.id,
    account: { id: account.id, network: account.network, handle: account.handle },
    url: post.url,
    text: post.text,
    segments: segmentsOf(core, account, post.text),
    audience: post.audience,
    sensitive: post.sensitive,
    warning: post.warning,
    publishedAt: post.publishedAt,
    pictures: media.flatMap(({ kind, file, altText }) =>
      kind === 'picture' && file !== null ? [pictureView(file, altText)] : [],
    ),
    video: media.map(videoOf).find((video) => video !== null) ?? null,
  };
}

function videoOf(media: MediaRecord): VideoView | null {
  if (media.kind !== 'video' || media.file === null) return null;
  return videoView(media.file, media.altText, media.poster);
}

function segmentsOf(core: Core, account: AccountRecord, text: string): readonly TextSegment[] {
  if (account.limits === null) return [{ kind: 'text', text }];
  return connectorFor(core, account.network).preview(text, account.limits).segments;
}

function crosspostView(core: Core, crosspost: CrosspostRecord): CrosspostView {
  const { read } = core.store;
  const account = read.account(crosspost.accountId);
  if (account === null) throw new Error(`Crosspost ${crosspost.id} has no account`);
  const { content, planned } = crosspost;
  const connector = connectorFor(core, account.network);
  const preview = account.limits === null ? null : connector.preview(content.text, account.limits);
  return {
    id: crosspost.id,
    postId: crosspost.postId,
    state: crosspost.state,
    account: {
      id: account.id,
      network: account.network,
      networkName: connector.about.name,
      handle: account.handle,
      displayName: account.displayName,
    },
    content,
    contentHash: crosspost.contentHash,
    segments: preview?.segments ?? [{ kind: 'text', text: content.text }],
    pictures: content.pictures.map((picture) => pictureView(picture, picture.altText)),
    video: content.video && videoView(content.video, content.video.altText, posterOf(read, content.video)),
    count: account.limits === null ? 0 : countOf(content, account.limits, connector.preview),
    limit: account.limits?.text ?? 0,
    notices: noticesOf(crosspost),
    edited: isEdited(content, planned),
    undoUntil: undoUntil(read, crosspost),
    dueAt: crosspost.dueAt,
    publishedAt: crosspost.publishedAt,
    publishedUrl: crosspost.remoteUrl,
    canWithdraw: crosspost.state === 'published' && canWithdraw(core, account),
    canFinishByHand: canHappen(crosspost.state, 'finish_by_hand'),
    problem: crosspost.problem,
    progress: progressOf(read, crosspost, connector),
  };
}

/** A text that goes on in a thread is not shortened any more. */
function noticesOf({ notices, content }: CrosspostRecord): CrosspostView['notices'] {
  return content.thread.length === 0 ? notices : notices.filter(({ code }) => code !== 'text_shortened');
}

function posterOf(read: Reader, { mediaId }: ContentVideo): PictureFile | null {
  return read.mediaById(mediaId)?.poster ?? null;
}

function isEdited(content: CrosspostRecord['content'], planned: CrosspostRecord['content']): boolean {
  const words = ({ title, text, thread, pictures, video }: Content): string =>
    JSON.stringify([title, text, thread, pictures.map(({ altText }) => altText), video?.altText]);
  return words(content) !== words(planned);
}

function undoUntil(read: Reader, crosspost: CrosspostRecord): number | null {
  if (crosspost.state !== 'approved' || crosspost.publishStartedAt !== null) return null;
  const approval = read.approval(crosspost.id);
  return approval === null ? null : approval.approvedAt + undoMs;
}

function progressOf(read: Reader, crosspost: CrosspostRecord, connector: Connector): CrosspostView['progress'] {
  if (crosspost.state !== 'publishing' || connector.publish === undefined) return null;
  const done = read.attempts(crosspost.id).filter((attempt) => attempt.state === 'accepted').length;
  return { done, of: connector.publish.steps(crosspost.content).length };
}

/** Addresses are relative to the window's own page; the protocol handler serves them from the picture store. */
function pictureView(
  file: Pick<PictureFile, 'sha256' | 'mimeType' | 'width' | 'height'>,
  altText: string,
): PictureView {
  return { src: `media/${file.sha256}`, thumb: thumbAddress(file), width: file.width, height: file.height, altText };
}

function videoView(
  { sha256, width, height, durationMs }: Pick<VideoFile, 'sha256' | 'width' | 'height' | 'durationMs'>,
  altText: string,
  poster: PictureFile | null,
): VideoView {
  return { src: `media/${sha256}`, poster: poster && thumbAddress(poster), width, height, durationMs, altText };
}

function thumbAddress({ sha256 }: Pick<PictureFile, 'sha256'>): string {
  return `thumb/${sha256}`;
}

export function ledgerPage(read: Reader, after: LedgerId | null, limit: number): LedgerPage {
  const rows = read.ledger(after, limit);
  return {
    rows: rows.map((row) => ({
      id: row.id,
      at: row.at,
      action: row.action,
      about: ledgerAbout(read, row),
      summary: ledgerSummary(row),
      hash: row.hash,
    })),
    next: rows.length < limit ? null : (rows.at(-1)?.id ?? null),
  };
}

/** The facts of a ledger row in one line, for reading; the export has them whole. */
function ledgerSummary({ facts }: LedgerRecord): string {
  return Object.entries(facts)
    .filter(([, value]) => value !== null && value !== '')
    .map(([name, value]) => `${name} ${typeof value === 'string' ? value : JSON.stringify(value)}`)
    .join(' · ');
}
