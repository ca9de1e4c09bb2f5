/**
 * What a network is to Crosstie: frozen data and capabilities. Every capability takes `(input, context)`, so a network
 * keeps no state and reaches the world through its context alone. Adding a network is one folder and one line in
 * `registry.ts`.
 */
import type { AccountLimits, Content, NetworkId, Permission, SignInMethod } from '../../contract/model.ts';
import type {
  AccountCall,
  Connector,
  FindInput,
  FindOutcome,
  NetworkDescription,
  PasswordSignIn,
  PublishInput,
  PublishStep,
  ReadResult,
  RemotePost,
  RemoteProfile,
  Revoked,
  SignedIn,
  SignInInput,
  SignInStarted,
  StepOutcome,
  TextPreview,
} from '../core/ports/network.ts';
import type { Log } from '../core/ports/system.ts';
import type { Http } from './http.ts';

/** Where networks live. Only rehearsal and unpackaged builds name other places than the defaults; the caller decides. */
export interface Addresses {
  /** A server that the sign-in form offers already filled in; empty for none. */
  readonly mastodonPreset: string;
  readonly pixelfedPreset: string;
  /** A handle that the form has filled in. */
  readonly blueskyPreset: string;
  readonly blueskyService: string;
  readonly plcDirectory: string;
  /** Null without a developer app: then Instagram cannot be linked and is not offered. */
  readonly instagram: InstagramApp | null;
}

/** The person's own Meta developer app and the hosts it is used at. */
export interface InstagramApp {
  readonly authorizeBase: string;
  readonly apiBase: string;
  readonly graphBase: string;
  readonly clientId: string;
  readonly clientSecret: string;
  /** Registered at Meta, https, compared exactly. */
  readonly redirectUri: string;
}

export const defaultAddresses: Addresses = {
  mastodonPreset: '',
  pixelfedPreset: '',
  blueskyPreset: '',
  blueskyService: 'https://bsky.social',
  plcDirectory: 'https://plc.directory',
  instagram: null,
};

export interface NetworkContext {
  readonly http: Http;
  readonly log: Log;
  /** Milliseconds since the epoch. */
  readonly now: () => number;
  readonly addresses: Addresses;
}

export interface Network {
  readonly id: NetworkId;
  readonly name: string;
  /** Null where the network is one place. `preset` is what the form has filled in at first. */
  readonly instance: {
    readonly required: boolean;
    readonly example: string;
    readonly preset: (addresses: Addresses) => string;
  } | null;
  readonly methods: readonly SignInMethod[];
  readonly permissions: readonly Permission[];
  readonly pollEveryMs: number;
  readonly signIn: {
    readonly begin: (input: SignInInput, context: NetworkContext) => Promise<SignInStarted>;
    readonly withPassword?: (input: PasswordSignIn, context: NetworkContext) => Promise<SignedIn>;
    readonly revoke: (call: AccountCall, context: NetworkContext) => Promise<Revoked>;
  };
  readonly whoAmI: (call: AccountCall, context: NetworkContext) => Promise<RemoteProfile>;
  readonly limits: (call: AccountCall, context: NetworkContext) => Promise<AccountLimits>;
  readonly preview: (text: string, limits: AccountLimits) => TextPreview;
  readonly read?: NetworkReading;
  readonly publish?: NetworkPublishing;
}

export interface NetworkReading {
  readonly posts: (cursor: string | null, call: AccountCall, context: NetworkContext) => Promise<ReadResult>;
  readonly picture: (url: string, maxBytes: number, call: AccountCall, context: NetworkContext) => Promise<Uint8Array>;
}

export interface NetworkPublishing {
  readonly steps: (content: Content) => readonly PublishStep[];
  readonly perform: (input: PublishInput, call: AccountCall, context: NetworkContext) => Promise<StepOutcome>;
  readonly find: (input: FindInput, call: AccountCall, context: NetworkContext) => Promise<FindOutcome>;
  readonly remove?: (post: RemotePost, call: AccountCall, context: NetworkContext) => Promise<void>;
}

/** The network as the core uses it: its context already in hand. */
export function bind(network: Network, context: NetworkContext): Connector {
  const { read, publish } = network;
  return {
    about: describe(network, context.addresses),
    signIn: bindSignIn(network.signIn, context),
    whoAmI: (call) => network.whoAmI(call, context),
    limits: (call) => network.limits(call, context),
    preview: network.preview,
    ...(read && { read: bindReading(read, context) }),
    ...(publish && { publish: bindPublishing(publish, context) }),
  };
}

function describe(network: Network, addresses: Addresses): NetworkDescription {
  const { id, name, instance, methods, permissions, pollEveryMs } = network;
  return {
    id,
    name,
    instance: instance && { ...instance, preset: instance.preset(addresses) },
    methods,
    permissions,
    pollEveryMs,
  };
}

function bindSignIn(signIn: Network['signIn'], context: NetworkContext): Connector['signIn'] {
  const { begin, withPassword, revoke } = signIn;
  return {
    begin: (input) => begin(input, context),
    ...(withPassword && { withPassword: (input: PasswordSignIn) => withPassword(input, context) }),
    revoke: (call) => revoke(call, context),
  };
}

function bindReading(read: NetworkReading, context: NetworkContext): NonNullable<Connector['read']> {
  return {
    posts: (cursor, call) => read.posts(cursor, call, context),
    picture: (url, maxBytes, call) => read.picture(url, maxBytes, call, context),
  };
}

function bindPublishing(publish: NetworkPublishing, context: NetworkContext): NonNullable<Connector['publish']> {
  const { remove } = publish;
  return {
    steps: publish.steps,
    perform: (input, call) => publish.perform(input, call, context),
    find: (input, call) => publish.find(input, call, context),
    ...(remove && { remove: (post: RemotePost, call: AccountCall) => remove(post, call, context) }),
  };
}
