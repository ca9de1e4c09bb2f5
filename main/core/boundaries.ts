/**
 * The moments between two steps of the work, by name. What a crash in exactly this moment may cost is what the promises
 * are about, so the torture run ends the program at each of them (`npm run torture`). Nothing else listens.
 */
export const boundaries = [
  /** At start: what the last run left open is picked up, nothing new has begun. */
  'recovered',
  /** New posts and the cursor after them are committed; nothing is planned yet. */
  'posts_noticed',
  /** A file of a post lies in the cache and is not written down yet. */
  'file_fetched',
  /** The crossposts of a post are committed. */
  'crossposts_planned',
  'approval_committed',
  /** The crosspost is publishing; no attempt is begun. */
  'publish_begun',
  /** The attempt is committed; its call has not left. */
  'attempt_committed',
  /** The network answered to an upload that nobody sees, or did not; nothing of it is written down. */
  'upload_ended',
  /** The same of a call that makes what people can see: the most dangerous moment of all. */
  'post_ended',
  'outcome_committed',
  /** The network was looked at after an unknown outcome; what was seen is not written down. */
  'outcome_looked_up',
  'outcome_settled',
  /** It is written down that a file will lie at a public address; it does not yet. */
  'hosting_begun',
  /** The file lies there; where is not written down. */
  'file_hosted',
  /** The file is gone from its address; that is not written down. */
  'file_unhosted',
  /** A copy is deleted at its network; that is not written down. */
  'copy_removed',
  'withdrawal_committed',
  /** The network gave a new token, and perhaps ended the old one; it is not saved. */
  'token_renewed',
  'token_saved',
] as const;
export type Boundary = (typeof boundaries)[number];
