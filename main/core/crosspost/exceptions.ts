/** What a person says otherwise for one crosspost: for whom it is, and that it is carried though a rule holds it. */
import type { Audience, CrosspostId, NoticeCode, PostId } from '../../../contract/model.ts';
import type { Liftable } from '../../../contract/rules.ts';
import { type Core, connectorFor, ExpectedFailure } from '../core.ts';
import type { CrosspostRecord } from '../ports/records.ts';
import type { Reader } from '../ports/store.ts';
import { choosable } from '../privacy/audience.ts';
import { withLifted } from '../privacy/carrying.ts';
import { whoSees } from '../privacy/original.ts';
import { info, judgeAgain, stateFor } from './judge.ts';
import { accountOf, changing, move, note } from './moves.ts';
import { replaceContent } from './replace.ts';

/** Whom the copy may be for: at most those who see the original, and what its account can express. */
export function choosableAudiences(
  core: Core,
  read: Reader,
  { postId, accountId }: Pick<CrosspostRecord, 'postId' | 'accountId'>,
): readonly Audience[] {
  const limits = read.account(accountId)?.limits ?? null;
  return limits === null ? [] : choosable(whoSeesOriginal(core, read, { postId }), limits.audiences);
}

function whoSeesOriginal(core: Core, read: Reader, { postId }: Pick<CrosspostRecord, 'postId'>): Audience {
  const post = read.post(postId);
  if (post === null) throw new ExpectedFailure({ code: 'not_found' });
  return whoSees(core, read, post).by;
}

/** Never wider than the original: that throws `not_possible_now`. An approval that was there is void. */
export function setAudience(core: Core, id: CrosspostId, audience: Audience): PostId {
  const at = core.clock.now();
  return changing(core, [id], (write, crosspost) => {
    const account = accountOf(write, crosspost);
    const isPossible = choosableAudiences(core, write, crosspost).includes(audience);
    if (!isPossible || account.limits === null) throw new ExpectedFailure({ code: 'not_possible_now' });
    const content = { ...crosspost.content, audience };
    const others = crosspost.notices.filter(({ code }) => !ofAudience.includes(code));
    const isNarrower = audience !== whoSeesOriginal(core, write, crosspost);
    const told = isNarrower ? [...others, info('audience_narrowed')] : others;
    const notices = judgeAgain(told, content, account.limits, connectorFor(core, account.network));
    const hash = replaceContent(write, crosspost, account, { content, notices }, 'edited', at);
    note(write, at, 'audience_chosen', crosspost, { audience, contentHash: hash });
  });
}

const ofAudience: readonly NoticeCode[] = ['audience_cannot_be_kept', 'audience_narrowed'];

/** Lifts a hold for this post alone; what it shows and to whom stays as it is. */
export function carryAnyway(core: Core, id: CrosspostId, code: Liftable): PostId {
  const at = core.clock.now();
  return changing(core, [id], (write, crosspost) => {
    const isHeldByIt = crosspost.notices.some((notice) => notice.level === 'hold' && notice.code === code);
    if (crosspost.state !== 'held' || !isHeldByIt) throw new ExpectedFailure({ code: 'not_possible_now' });
    const notices = withLifted(crosspost.notices, [code]);
    move(write, crosspost, stateFor(notices) === 'held' ? 'hold' : 'ask', at, { notices });
    note(write, at, 'hold_lifted', crosspost, { hold: code });
  });
}
