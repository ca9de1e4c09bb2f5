/** What Instagram and Threads have in common, put together from a dialect. */
import { fetchPicture, fetchVideo } from '../http/media.ts';
import type { Network, NetworkPublishing, NetworkReading } from '../network.ts';
import { beginSignIn, revoke, signInWithToken, testKeys, whoAmI } from './auth.ts';
import type { MetaDialect } from './dialect.ts';
import { findPublished } from './find.ts';
import { performStep } from './publish.ts';
import { stepsOf } from './steps.ts';

type Shared =
  | 'instance'
  | 'methods'
  | 'pollEveryMs'
  | 'redirect'
  | 'keys'
  | 'canRevoke'
  | 'hasPublicMedia'
  | 'signIn'
  | 'whoAmI'
  | 'read'
  | 'publish';
interface Own {
  readonly reading: Omit<NetworkReading, 'picture' | 'video'>;
  /** Only Threads has a call for it. */
  readonly remove?: NetworkPublishing['remove'];
}

export function metaNetwork(dialect: MetaDialect, { reading, remove }: Own): Pick<Network, Shared> {
  return {
    instance: null,
    methods: ['token', 'window'],
    pollEveryMs: 5 * 60_000,
    redirect: { host: '127.0.0.1', port: 'any' },
    keys: {
      fields: ['clientId', 'clientSecret', 'redirectUri'],
      methods: ['window'],
      console: 'https://developers.facebook.com/apps/',
      // Meta wants a page of the person's own, with https.
      redirects: [],
      scopes: dialect.scopes,
    },
    canRevoke: false,
    hasPublicMedia: false,
    signIn: {
      begin: (input, context) => beginSignIn(dialect, input, context),
      withToken: (input, context) => signInWithToken(dialect, input, context),
      testKeys: (keys, signal, context) => testKeys(dialect, keys, signal, context),
      revoke: () => revoke(dialect),
    },
    whoAmI: (call, context) => whoAmI(dialect, call, context),
    read: { ...reading, picture: fetchPicture, video: fetchVideo },
    publish: {
      steps: (content) => stepsOf(dialect.publishing.plan(content)),
      perform: (input, call, context) => performStep(dialect, input, call, context),
      find: (input, call, context) => findPublished(dialect, input, call, context),
      ...(remove && { remove }),
    },
  };
}
