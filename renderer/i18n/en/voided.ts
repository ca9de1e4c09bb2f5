import type { DifferenceField } from '../../../contract/difference.ts';
import type { VoidReason } from '../../../contract/model.ts';

/** Why a yes does not hold any more, and what is not as it was approved. */
export const voided = {
  label: 'Why this asks again',
  reason: {
    undone: 'The approval was undone.',
    skipped: 'It was skipped after the approval.',
    by_hand: 'It was finished by hand.',
    edited: 'It was edited after the approval.',
    rescheduled: 'It was given another time after the approval.',
    source_changed: 'The original was changed after the approval. A new yes is needed.',
    rules_changed: 'A rule was changed after the approval. A new yes is needed.',
    content_changed: 'What would have been sent was not what was approved. Nothing was sent.',
    file_changed: 'A file is gone or is not the one that was approved. Nothing was sent.',
    audience_wider: 'More people would have seen it than see the original. Nothing was sent.',
    account_unlinked: 'The account was unlinked after the approval.',
    missed: 'Its time went by while Crosstie could not send. It goes with a new yes.',
    duplicate: 'The account got the same, or nearly the same, after the approval.',
  } satisfies Record<VoidReason, string>,
  field: {
    title: 'Title',
    text: 'Text',
    part: 'Post {{number}}',
    language: 'Language',
    audience: 'Audience',
    sensitive: 'Sensitive',
    warning: 'Content warning',
    file: 'File {{number}}',
    altText: 'Alt text {{number}}',
    time: 'Time',
  } satisfies Record<DifferenceField, string>,
  before: 'Approved: {{value}}',
  after: 'Now: {{value}}',
  nothing: 'nothing',
  yes: 'yes',
  no: 'no',
  asSoonAsPossible: 'as soon as it may',
  bytes: 'a file of {{size}}',
};
