/** What Crosstie says of who sees a crosspost, of rules that the person set, and of what they said otherwise for it. */
export const privacyNoticeCodes = [
  'audience_cannot_be_kept',
  /** The original's network does not say who sees it. */
  'audience_not_told',
  /** A toggle stops what not everyone can see. */
  'not_public',
  'is_story',
  'people_tagged',
  /** Mentions stay as they were written and may be other people there. */
  'mentions_as_written',
  'place_left_out',
  /** A filter of the route, or a hashtag in the caption, keeps the post away. */
  'filtered_out',
  /** The person chose a smaller audience than the original's. */
  'audience_narrowed',
  /** The person lifted a hold for this post alone. */
  'carried_anyway',
] as const;
