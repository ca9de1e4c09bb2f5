/** What a person rewrites of a planned crosspost. Each edit is one transaction; an approval that was there is void. */
import type { CrosspostEdit } from '../../../contract/api.ts';
import type { AccountLimits, Content, CrosspostId, PostId } from '../../../contract/model.ts';
import type { Core } from '../core.ts';
import { ExpectedFailure, connectorFor } from '../core.ts';
import type { CrosspostRecord } from '../ports/records.ts';
import { inParts } from '../captions/caption.ts';
import { togglesOf } from '../rules.ts';
import { asCarried } from './carried.ts';
import { fits, judgeAgain, type Judging } from './judge.ts';
import { accountOf, changing, note } from './moves.ts';
import { wholeText } from './plan.ts';
import { replaceContent } from './replace.ts';

/** Changes text or alt texts. An approval that was there is void; the notices are told anew. */
export function edit(core: Core, change: CrosspostEdit): PostId {
  const [ofVideo] = change.altTexts ?? [];
  return rewrite(core, change.id, ({ content }) => ({
    ...content,
    title: content.title === null ? null : (change.title ?? content.title),
    text: change.text ?? content.text,
    thread: change.thread ?? content.thread,
    pictures: content.pictures.map((picture, index) => ({
      ...picture,
      altText: change.altTexts?.[index] ?? picture.altText,
    })),
    video: content.video && { ...content.video, altText: ofVideo ?? content.video.altText },
  }));
}

/**
 * In place of a shortened text: all of it, in posts that go on from each other. A text that was rewritten stays as it is, and
 * parts that are there already are parted anew.
 */
export function makeThread(core: Core, id: CrosspostId): PostId {
  return rewrite(core, id, (crosspost, { limits, judging }) => {
    const { content, planned, postId, routeId } = crosspost;
    const { read } = core.store;
    const post = read.post(postId);
    if (post === null || !limits.threads) throw new ExpectedFailure({ code: 'not_possible_now' });
    const carried = asCarried(core, read, post, read.route(routeId)?.rules.filters ?? null);
    const written = [content.text, ...content.thread].join('\n\n');
    const whole = written === planned.text ? wholeText(carried, limits, togglesOf(read, crosspost)) : written;
    const parts = inParts(whole, (text) => fits({ text, warning: content.warning }, limits, judging.preview));
    const [text, ...thread] = parts ?? [];
    if (text === undefined) throw new ExpectedFailure({ code: 'not_possible_now' });
    return { ...content, text, thread };
  });
}

/** Puts back what the plan said; whom the person chose it for stays. */
export function resetEdit(core: Core, id: CrosspostId): PostId {
  return rewrite(core, id, ({ planned, content: { audience } }) => ({ ...planned, audience }));
}

interface Destination {
  readonly limits: AccountLimits;
  readonly judging: Judging;
}

function rewrite(
  core: Core,
  id: CrosspostId,
  contentOf: (crosspost: CrosspostRecord, destination: Destination) => Content,
): PostId {
  const at = core.clock.now();
  return changing(core, [id], (write, crosspost) => {
    const account = accountOf(write, crosspost);
    const { limits } = account;
    if (limits === null) throw new ExpectedFailure({ code: 'not_possible_now' });
    const judging = connectorFor(core, account.network);
    const content = contentOf(crosspost, { limits, judging });
    const notices = judgeAgain(crosspost.notices, content, limits, judging);
    const hash = replaceContent(write, crosspost, account, { content, notices }, 'edited', at);
    note(write, at, 'crosspost_edited', crosspost, { contentHash: hash });
  });
}
