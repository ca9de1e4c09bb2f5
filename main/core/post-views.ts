/** From posts and their copies to what windows are shown. */
import type { Content, ContentVideo, PostId, TextSegment } from '../../contract/model.ts';
import type {
  CrosspostView,
  PictureView,
  PostView,
  QueueDetail,
  QueueMark,
  QueuePage,
  VideoView,
} from '../../contract/queue-views.ts';
import { titleOf } from '../../contract/title.ts';
import type { Core } from './core.ts';
import { ExpectedFailure, connectorFor } from './core.ts';
import { timeNotices } from './schedule/planned.ts';
import { undoMs } from './schedule/when.ts';
import { choosableAudiences } from './crosspost/exceptions.ts';
import { whoSees } from './privacy/original.ts';
import { canHappen } from './crosspost/state.ts';
import { countOf } from './crosspost/judge.ts';
import { voidedView } from './crosspost/voided.ts';
import { canWithdraw, isOut } from './crosspost/withdraw.ts';
import { offerView } from './offer-views.ts';
import type { Connector } from './ports/network.ts';
import type { AccountRecord, CrosspostRecord, MediaRecord, PostRecord } from './ports/records.ts';
import type { Reader } from './ports/store.ts';
import type { QueueEntry, QueueQuery } from './ports/queries.ts';
import type { PictureFile, VideoFile } from './ports/system.ts';

export function queuePage(core: Core, query: QueueQuery): QueuePage {
  const { entries, next } = core.store.read.queue(query);
  return { rows: entries.map(queueRow), next };
}

function queueRow({ post, network, handle, cover, offer, crossposts }: QueueEntry): QueuePage['rows'][number] {
  return {
    postId: post.id,
    title: titleOf(post.text),
    thumb: cover === null ? null : thumbAddress(cover),
    network,
    handle,
    publishedAt: post.publishedAt,
    marks: crossposts.map((crosspost) => ({ network: crosspost.network, mark: markOf(crosspost) })),
    offer,
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
    offer: offerView(core, id),
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
    audience: whoSees(core, core.store.read, post).by,
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
    notices: [...noticesOf(crosspost), ...timeNotices(core, crosspost, account)],
    edited: isEdited(content, planned),
    undoUntil: undoUntil(read, crosspost),
    dueAt: crosspost.dueAt,
    scheduledAt: crosspost.scheduledAt,
    voided: voidedView(read, crosspost),
    scheduledBy: crosspost.scheduledBy,
    approvedBy: read.approval(crosspost.id)?.approvedBy ?? null,
    publishedAt: crosspost.publishedAt,
    publishedUrl: crosspost.remoteUrl,
    canWithdraw: isOut(read, crosspost) && canWithdraw(core, account),
    takingBack: isOut(read, crosspost) && crosspost.withdrawingAt !== null,
    canFinishByHand: canHappen(crosspost.state, 'finish_by_hand'),
    audiences: choosableAudiences(core, read, crosspost),
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
  if (approval === null) return null;
  return approval.approvedBy === 'person' ? approval.approvedAt + undoMs : crosspost.dueAt;
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
