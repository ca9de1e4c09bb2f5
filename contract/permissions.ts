/** What an account lets Crosstie do, each a sentence of the catalogue. */
export const permissionSentences = [
  'see_profile',
  'read_posts',
  'publish_posts',
  'upload_pictures',
  'whole_account',
  'stay_signed_in',
  'see_pages',
  'change_posts',
  'put_drafts',
] as const;
export type PermissionSentence = (typeof permissionSentences)[number];
