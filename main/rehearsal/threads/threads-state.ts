import { initialMeta, metaStateSchema, type MetaState } from '../graph/meta-state.ts';
import { person } from '../people.ts';
import { threadsPosts } from './sample-threads.ts';

export const threadsStateSchema = metaStateSchema;
export type ThreadsState = MetaState;
export const [basicScope, publishScope] = ['threads_basic', 'threads_content_publish'] as const;
export const [repliesScope, deleteScope] = ['threads_read_replies', 'threads_delete'] as const;

export const initialThreads = (now: number): ThreadsState => {
  const scopes = [basicScope, publishScope, repliesScope, deleteScope];
  return initialMeta(threadsPosts.published, { token: person.threads.dashboardToken, scopes }, now);
};
