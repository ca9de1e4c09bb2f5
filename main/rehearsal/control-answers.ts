import { json, type Answer, type ServerAnswers } from './server.ts';

const plain = (status: number, error: string): Answer => json(status, { error });

/** What the control port says for its framework. */
export const controlAnswers: ServerAnswers = {
  notFound: () => plain(404, 'There is no such control'),
  tooLarge: () => plain(413, 'Too large'),
  badRequest: () => plain(400, 'That is not what this control takes'),
  rateLimited: () => plain(429, 'Too many requests'),
  serverError: (status) => plain(status, 'The rehearsal failed'),
};
