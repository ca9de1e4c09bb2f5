/** Mastodon's API as a Network, for every dialect of it. */
import type { Capabilities } from '../../../contract/capabilities.ts';
import type { Permission } from '../../../contract/model.ts';
import { fetchPicture, fetchVideo } from '../http/media.ts';
import type { Network, NetworkBudgets } from '../network.ts';
import { beginSignIn, revoke, whoAmI } from './auth.ts';
import { preview } from './count.ts';
import type { Dialect } from './dialect.ts';
import { editPost } from './edit.ts';
import { findPost } from './find.ts';
import { hostFile, unhostFile } from './host.ts';
import { askInstance } from './instance.ts';
import { limitsOf } from './limits.ts';
import { performStep, publishSteps, removePost } from './publish.ts';
import { readPost, readPosts } from './read.ts';

export interface FediverseData {
  readonly dialect: Dialect;
  readonly permissions: readonly Permission[];
  readonly instance: NonNullable<Network['instance']>;
  readonly pollEveryMs: number;
  readonly capabilities: Capabilities;
  readonly budgets: NetworkBudgets;
}

/** A network that speaks Mastodon's API, from what is its own. */
export function fediverseNetwork({ dialect, ...data }: FediverseData): Network {
  return Object.freeze<Network>({
    id: dialect.id,
    name: dialect.name,
    ...data,
    methods: ['window', 'browser'],
    redirect: { host: '127.0.0.1', port: 'any' },
    keys: null,
    canRevoke: dialect.canRevoke,
    hasPublicMedia: true,
    tellsAudience: true,
    composer: null,
    signIn: {
      begin: (input, context) => beginSignIn(dialect, input, context),
      revoke: (call, context) => revoke(dialect, call, context),
    },
    whoAmI: (call, context) => whoAmI(dialect, call, context),
    limits: async (call, context) => limitsOf(await askInstance(call.account.instance, context, call.signal), dialect),
    preview: (text, limits) => preview(text, { ...limits, ...dialect.counting }),
    read: {
      posts: (cursor, call, context) => readPosts(dialect, cursor, call, context),
      post: (remoteId, call, context) => readPost(dialect, remoteId, call, context),
      picture: fetchPicture,
      video: fetchVideo,
    },
    publish: {
      steps: publishSteps,
      perform: (input, call, context) => performStep(dialect, input, call, context),
      find: (input, call, context) => findPost(dialect, input, call, context),
      edit: (input, call, context) => editPost(dialect, input, call, context),
      editsAll: true,
      remove: (post, call, context) => removePost(dialect, post, call, context),
    },
    ...(dialect.hostsFiles && {
      host: {
        put: (file, call, context) => hostFile(dialect, file, call, context),
        remove: (remoteId, call, context) => unhostFile(dialect, remoteId, call, context),
      },
    }),
  });
}
