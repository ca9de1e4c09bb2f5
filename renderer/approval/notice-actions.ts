import type { Notice } from '../../contract/model.ts';
import type { Catalogue } from '../i18n/en.ts';

export type NoticeAction = keyof Catalogue['notices']['remedy'];

/** What can be done with the crosspost that a notice is of. */
export interface Possible {
  /** Its account takes a text that goes on in replies to itself. */
  readonly thread: boolean;
  readonly byHand: boolean;
  /** It can be for fewer people than the original. */
  readonly narrower: boolean;
}

/** What the buttons of a notice do, the best first; none where there is nothing to press. */
export function noticeActions({ code, level }: Notice, possible: Possible): readonly NoticeAction[] {
  const byHand: readonly NoticeAction[] = possible.byHand ? ['by_hand'] : [];
  switch (code) {
    case 'text_shortened':
      return possible.thread ? ['thread', 'edit'] : ['edit'];
    case 'text_too_long':
    case 'too_many_tags':
    case 'too_many_mentions':
    case 'too_many_links':
    case 'forbidden_characters':
    case 'warning_moved_to_text':
      return ['edit'];
    case 'title_missing':
    case 'title_too_long':
      return ['title'];
    case 'alt_text_missing':
    case 'alt_text_too_long':
      return ['alt_text'];
    case 'account_unlinked':
      return ['link'];
    case 'needs_public_address':
      return ['place', ...byHand];
    case 'finished_in_app':
      return byHand;
    case 'audience_cannot_be_kept':
      return possible.narrower ? ['narrower'] : [];
    case 'not_public':
    case 'is_story':
    case 'people_tagged':
    case 'is_reply':
      return level === 'hold' ? ['carry'] : [];
    default:
      return [];
  }
}
