/** What the toggles let through of a post, and which of their holds a person lifted for it. Pure. */
import type { Audience, Notice, NoticeCode } from '../../../contract/model.ts';
import { type Liftable, liftable, type Toggles } from '../../../contract/rules.ts';
import { hold, info, warning } from '../crosspost/judge.ts';
import type { PostRecord } from '../ports/records.ts';

/** `audience` is who sees the original; unlisted is not public. */
export function carryingNotices(
  { isStory, tagged }: Pick<PostRecord, 'isStory' | 'tagged'>,
  audience: Audience,
  toggles: Toggles,
): readonly Notice[] {
  return [
    ...(audience !== 'public' && toggles.carryNotPublic === 'no' ? [hold('not_public', { audience })] : []),
    ...(isStory && toggles.carryStories === 'no' ? [hold('is_story')] : []),
    ...(tagged > 0 ? taggedNotices(tagged, toggles.carryTagged) : []),
  ];
}

function taggedNotices(count: number, choice: Toggles['carryTagged']): readonly Notice[] {
  if (choice === 'yes') return [];
  return [choice === 'no' ? hold('people_tagged', { count }) : warning('people_tagged', { count })];
}

const isLiftable = (code: NoticeCode): code is Liftable => liftable.some((candidate) => candidate === code);

/** What the person lifted for this post. */
export function liftedIn(notices: readonly Notice[]): readonly Liftable[] {
  return notices.flatMap(({ code, values }) => {
    const lifted = liftable.find((candidate) => candidate === values?.['hold']);
    return code === 'carried_anyway' && lifted !== undefined ? [lifted] : [];
  });
}

/** The notices with these holds lifted: they stop nothing any more, and are still told of. */
export function withLifted(notices: readonly Notice[], lifted: readonly Liftable[]): readonly Notice[] {
  return notices.map((notice) => {
    const { code } = notice;
    const isLifted = notice.level !== 'info' && isLiftable(code) && lifted.includes(code);
    return isLifted ? info('carried_anyway', { hold: code }) : notice;
  });
}
