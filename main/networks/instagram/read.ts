/** Reading one's own posts: developers.facebook.com/docs/instagram-platform/reference/instagram-user/media */
import { readingOf } from '../meta/read.ts';
import { dialect } from './dialect.ts';
import { mediaFields, mediaSchema, sourcePost } from './parse.ts';

export const reading = readingOf(dialect, {
  path: '/me/media',
  besides: '/me/stories',
  fields: mediaFields,
  schema: mediaSchema,
  toPost: sourcePost,
});
