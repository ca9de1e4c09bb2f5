import type { NoticeCode } from '../../../contract/model.ts';

/** What a card says of its crosspost. `{{network}}` is where it goes, `{{audience}}` who sees the original. */
export const notices = {
  sentence: {
    audience_cannot_be_kept: 'The original is for: {{audience}}. {{network}} could only show it to more people.',
    is_reply: 'The original is a reply. On its own it would lose its meaning.',
    text_too_long: 'The text is longer than {{network}} takes.',
    text_shortened: 'The text was shortened to fit, with a link to the original.',
    too_many_pictures: 'The original has {{count}} pictures. {{network}} takes {{limit}}.',
    no_picture: '{{network}} takes no post without a picture.',
    picture_unsupported: '{{network}} does not take this kind of file.',
    picture_made_smaller: 'A picture was made smaller to fit.',
    picture_unavailable: 'A picture of the original could not be fetched yet.',
    picture_too_large: 'A picture is too large for {{network}} and cannot be made smaller.',
    alt_text_missing: 'A picture has no alt text. People who cannot see it will miss it.',
    alt_text_too_long: 'An alt text is longer than {{network}} takes.',
    warning_moved_to_text: '{{network}} has no content warnings, so it was put at the start of the text.',
    mentions_made_plain: 'Mentions were turned into plain names, so that they reach no stranger.',
    nearly_the_same_before: 'Something nearly the same went to this account before.',
    account_unlinked: 'The account is no longer linked.',
  } satisfies Record<NoticeCode, string>,
  remedy: {
    edit: 'Edit the text',
    alt_text: 'Write alt text',
    link: 'Open settings',
  },
};
