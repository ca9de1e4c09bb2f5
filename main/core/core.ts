/** What the use-cases are given. Nothing here reaches out by itself: every edge is a port. */
import type { AccountId, NetworkId, PostId } from '../../contract/model.ts';
import type { Problem } from '../../contract/errors.ts';
import type { Boundary } from './boundaries.ts';
import type { Json } from '../../contract/json.ts';
import type { AccountCall, Connector } from './ports/network.ts';
import { NetworkFailure } from './ports/network.ts';
import type { AccountRecord } from './ports/records.ts';
import type { Reader, Store } from './ports/store.ts';
import type { BucketHost } from './ports/hosting.ts';
import type { LedgerAnchor } from './ports/ledger.ts';
import type { Clock, Log, NetworkTime, PictureStore, Sealer, VideoStore, Web } from './ports/system.ts';

/** What changed, for whoever shows it. */
export type Change =
  | { readonly kind: 'accounts' }
  | { readonly kind: 'posts'; readonly postIds: readonly PostId[] }
  | { readonly kind: 'status' };

export interface Core {
  readonly store: Store;
  readonly clock: Clock;
  readonly networkTime: NetworkTime;
  readonly log: Log;
  readonly connectors: ReadonlyMap<NetworkId, Connector>;
  readonly pictures: PictureStore;
  readonly videos: VideoStore;
  readonly web: Web;
  readonly bucketHost: BucketHost;
  readonly sealer: Sealer;
  readonly anchor: LedgerAnchor;
  /** Uniform in [0, 1): spreads out polling. */
  readonly random: () => number;
  /** A new key for a publish, unguessable and never used before. */
  readonly newKey: () => string;
  /** Called after a commit; never throws. */
  readonly changed: (change: Change) => void;
  /** Whether anything may go to an account now: the machine is awake and online, and the sign-in worked since. */
  readonly mayPublish: (id: AccountId) => boolean;
  /** Told of each step that is behind us, at once and before anything else happens. For tests that end the program there. */
  readonly passing?: ((boundary: Boundary) => void) | undefined;
}

/** A use-case that cannot go on for a reason that the person should read. */
export class ExpectedFailure extends Error {
  override readonly name = 'ExpectedFailure';
  readonly problem: Problem;
  constructor(problem: Problem) {
    super(problem.code);
    this.problem = problem;
  }
}

export function connectorFor(core: Core, network: NetworkId): Connector {
  const connector = core.connectors.get(network);
  if (connector === undefined) throw new ExpectedFailure({ code: 'not_possible_now', detail: network });
  return connector;
}

export function linkedAccount(core: Core, id: AccountId): AccountRecord {
  const account = core.store.read.account(id);
  if (account === null || account.unlinkedAt !== null) throw new ExpectedFailure({ code: 'not_found' });
  return account;
}

/** Whether an account is linked as it was when it was read: not unlinked, nor unlinked and linked anew, meanwhile. */
export function isStillLinked(read: Reader, { id, linkedAt }: Pick<AccountRecord, 'id' | 'linkedAt'>): boolean {
  const now = read.account(id);
  return now !== null && now.unlinkedAt === null && now.linkedAt === linkedAt;
}

/** A call on behalf of an account, with its sealed credentials at hand for the connector alone. */
export function callFor(core: Core, account: AccountRecord, signal: AbortSignal): AccountCall {
  return {
    account,
    signal,
    credentials: {
      load: async () => {
        const secret = core.store.read.secret(account.id);
        if (secret === null) throw new NetworkFailure({ code: 'auth_revoked' }, { notSent: true });
        return JSON.parse(await core.sealer.open(secret.ciphertext)) as Json;
      },
      save: async (document) => {
        core.passing?.('token_renewed');
        const sealed = await core.sealer.seal(JSON.stringify(document));
        core.store.write((write) => {
          // A token that was renewed while its account was unlinked must not be left behind.
          if (!isStillLinked(write, account)) throw new NetworkFailure({ code: 'auth_revoked' }, { notSent: true });
          write.saveSecret(account.id, sealed, core.clock.now());
        });
        core.passing?.('token_saved');
      },
    },
  };
}

/** An expected failure as data; anything else is a bug and is thrown on. */
export function problemOf(thrown: unknown): Problem {
  if (thrown instanceof NetworkFailure || thrown instanceof ExpectedFailure) return thrown.problem;
  throw thrown;
}

const signInCodes: readonly Problem['code'][] = ['auth_expired', 'auth_revoked', 'missing_permission'];
/** True when only signing in again helps. */
export function needsSignIn(problem: Problem): boolean {
  return signInCodes.includes(problem.code);
}
