/** From a network, which is data, to the connector that the core uses: its context already in hand. */
import type { Connector, NetworkDescription } from '../core/ports/network.ts';
import type { Addresses } from './addresses.ts';
import type {
  Network,
  NetworkContext,
  NetworkHosting,
  NetworkPublishing,
  NetworkReading,
  NetworkSigningIn,
} from './network.ts';

/** The network as the core uses it. */
export function bind(network: Network, context: NetworkContext): Connector {
  const { read, publish, host } = network;
  return {
    about: describe(network, context.addresses),
    signIn: bindSigningIn(network.signIn, context),
    whoAmI: (call) => network.whoAmI(call, context),
    limits: (call) => network.limits(call, context),
    preview: network.preview,
    notices: network.notices ?? (() => []),
    ...(read && { read: bindReading(read, context) }),
    ...(publish && { publish: bindPublishing(publish, context) }),
    ...(host && { host: bindHosting(host, context) }),
  };
}

/** The call with its context as the last argument. */
function within<Given extends readonly unknown[], Answer>(
  context: NetworkContext,
  call: (...given: [...Given, NetworkContext]) => Answer,
): (...given: Given) => Answer {
  return (...given) => call(...given, context);
}

function describe(network: Network, addresses: Addresses): NetworkDescription {
  const { id, name, instance, methods, permissions, pollEveryMs, capabilities, redirect } = network;
  const { canRevoke, hasPublicMedia, tellsAudience, composer, keys } = network;
  return {
    id,
    name,
    instance: instance && { ...instance, preset: instance.preset(addresses) },
    methods,
    permissions,
    pollEveryMs,
    capabilities,
    redirect,
    canRevoke,
    hasPublicMedia,
    tellsAudience,
    composer,
    publishingLimits: network.budgets?.publishing ?? [],
    keys: keys && { ...keys, preset: addresses.presetKeys[id] ?? null },
  };
}

function bindSigningIn(signIn: NetworkSigningIn, context: NetworkContext): Connector['signIn'] {
  const { begin, withPassword, withToken, testKeys, revoke } = signIn;
  return {
    begin: within(context, begin),
    ...(withPassword && { withPassword: within(context, withPassword) }),
    ...(withToken && { withToken: within(context, withToken) }),
    ...(testKeys && { testKeys: within(context, testKeys) }),
    revoke: within(context, revoke),
  };
}

function bindReading(
  { posts, post, picture, video }: NetworkReading,
  context: NetworkContext,
): NonNullable<Connector['read']> {
  return {
    posts: within(context, posts),
    ...(post && { post: within(context, post) }),
    picture: within(context, picture),
    video: within(context, video),
  };
}

function bindPublishing(publish: NetworkPublishing, context: NetworkContext): NonNullable<Connector['publish']> {
  const { steps, price, perform, find, edit, editsAll, remove } = publish;
  return {
    steps,
    ...(price && { price }),
    perform: within(context, perform),
    find: within(context, find),
    ...(edit && { edit: within(context, edit) }),
    ...(editsAll && { editsAll }),
    ...(remove && { remove: within(context, remove) }),
  };
}

function bindHosting({ put, remove }: NetworkHosting, context: NetworkContext): NonNullable<Connector['host']> {
  return { put: within(context, put), remove: within(context, remove) };
}
