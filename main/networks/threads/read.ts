/** Reading one's own posts; replies are listed elsewhere and not read: developers.facebook.com/docs/threads/threads-media */
import { readingOf } from '../meta/read.ts';
import { dialect } from './dialect.ts';
import { postFields, postSchema, sourcePost } from './parse.ts';

export const reading = readingOf(dialect, {
  path: '/me/threads',
  fields: postFields,
  schema: postSchema,
  toPost: sourcePost,
});
