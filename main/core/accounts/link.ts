/** Linking, linking again and unlinking an account. Nothing is stored before the sign-in is whole and the keyring is there. */
import type { AccountId, SignInMethod } from '../../../contract/model.ts';
import type { LinkRequest } from '../../../contract/api.ts';
import type { UnlinkProof } from '../../../contract/views.ts';
import type { Core } from '../core.ts';
import { ExpectedFailure, callFor, connectorFor, linkedAccount, problemOf } from '../core.ts';
import { move, note, voidApproval } from '../crosspost/decide.ts';
import { stateFor } from '../crosspost/plan.ts';
import type { Connector, Revoked, SignedIn } from '../ports/network.ts';
import type { AccountRecord } from '../ports/records.ts';
import type { Writer } from '../ports/store.ts';
import type { SignInSurface } from '../ports/system.ts';

export type LinkStage = 'finding_server' | 'waiting_for_you' | 'finishing';
export interface LinkOptions {
  readonly surfaces: Readonly<Record<Exclude<SignInMethod, 'app_password'>, SignInSurface>>;
  readonly language: string;
  readonly signal: AbortSignal;
  readonly onStage: (stage: LinkStage) => void;
}

/** Signs in and links. Throws NetworkFailure or ExpectedFailure; then nothing was stored. */
export async function linkAccount(core: Core, request: LinkRequest, options: LinkOptions): Promise<AccountId> {
  await requireSealing(core);
  const connector = connectorFor(core, request.network);
  const signedIn = await signIn(connector, request, options);
  options.onStage('finishing');
  return keep(core, connector, request.method, signedIn, options.signal);
}

/** Signs in again to an account that is linked. Another account than before is refused. */
export async function relinkAccount(
  core: Core,
  id: AccountId,
  request: Omit<LinkRequest, 'network'>,
  options: LinkOptions,
): Promise<AccountId> {
  await requireSealing(core);
  const account = linkedAccount(core, id);
  const connector = connectorFor(core, account.network);
  const signedIn = await signIn(
    connector,
    { ...request, network: account.network, instance: request.instance ?? account.instance },
    options,
  );
  const { profile } = signedIn;
  if (profile.remoteId !== account.remoteId || profile.instance !== account.instance) {
    throw new ExpectedFailure({ code: 'sign_in_mismatch', detail: profile.handle });
  }
  return keep(core, connector, request.method, signedIn, options.signal);
}

async function requireSealing(core: Core): Promise<void> {
  const sealing = await core.sealer.state();
  if (!sealing.available) throw new ExpectedFailure({ code: 'keyring_unavailable', detail: sealing.backend });
}

async function signIn(connector: Connector, request: LinkRequest, options: LinkOptions): Promise<SignedIn> {
  const { signal, onStage, language, surfaces } = options;
  const instance = request.instance?.trim() ?? connector.about.instance?.preset ?? '';
  onStage('finding_server');
  if (request.method === 'app_password') return signInWithPassword(connector, { ...request, instance }, signal);
  const surface = await surfaces[request.method].open(signal);
  try {
    const started = await connector.signIn.begin({ instance, redirectUri: surface.redirectUri, language, signal });
    onStage('waiting_for_you');
    const redirectedTo = await surface.show(started.url, connector.about.name, started.redirectUri);
    surface.close();
    onStage('finishing');
    return await started.finish(redirectedTo, signal);
  } finally {
    surface.close();
  }
}

async function signInWithPassword(
  connector: Connector,
  request: LinkRequest & { readonly instance: string },
  signal: AbortSignal,
): Promise<SignedIn> {
  const { withPassword } = connector.signIn;
  if (withPassword === undefined) throw new ExpectedFailure({ code: 'not_possible_now' });
  if (request.identifier === undefined || request.appPassword === undefined)
    throw new ExpectedFailure({ code: 'invalid_input' });
  return withPassword({
    instance: request.instance,
    identifier: request.identifier,
    password: request.appPassword,
    signal,
  });
}

/** Seals the credentials, then writes account, secret and ledger in one transaction. */
async function keep(
  core: Core,
  connector: Connector,
  method: SignInMethod,
  signedIn: SignedIn,
  signal: AbortSignal,
): Promise<AccountId> {
  const { profile, grantedScopes, endsAt } = signedIn;
  const network = connector.about.id;
  let document = signedIn.credentials;
  const limits = await connector.limits({
    account: { network, ...profile },
    signal,
    credentials: { load: async () => document, save: async (changed) => void (document = changed) },
  });
  const sealed = await core.sealer.seal(JSON.stringify(document));
  const at = core.clock.now();
  const id = core.store.write((write) => {
    const known = write.accountByRemote(network, profile.instance, profile.remoteId);
    const account = write.linkAccount({ network, profile, method, grantedScopes, endsAt, limits, at });
    write.saveSecret(account, sealed, at);
    releaseHeld(write, account, at);
    write.appendLedger({
      at,
      action: known === null ? 'account_linked' : 'account_relinked',
      facts: {
        account: profile.handle,
        network,
        instance: profile.instance,
        scopes: grantedScopes,
        sealedBy: sealed.backend,
      },
    });
    return account;
  });
  core.changed({ kind: 'accounts' });
  return id;
}

/** Revokes at the network where it can, erases the secrets here in any case, and answers what was done. */
export async function unlinkAccount(core: Core, id: AccountId, signal: AbortSignal): Promise<UnlinkProof> {
  const account = linkedAccount(core, id);
  const revoked = await revoke(core, account, signal);
  const at = core.clock.now();
  const erasedSecrets = core.store.write((write) => {
    takeBackApprovals(write, account, at);
    const erased = write.unlinkAccount(id, at);
    const facts = {
      account: account.handle,
      network: account.network,
      revoked: revoked.revoked,
      detail: revoked.detail,
      erasedSecrets: erased,
    };
    write.appendLedger({ at, action: 'account_unlinked', facts });
    return erased;
  });
  core.changed({ kind: 'accounts' });
  core.changed({ kind: 'posts', postIds: [] });
  return { ...revoked, erasedSecrets, at };
}

async function revoke(
  core: Core,
  account: AccountRecord,
  signal: AbortSignal,
): Promise<Pick<UnlinkProof, 'revoked' | 'detail' | 'page'>> {
  try {
    const answer: Revoked = await connectorFor(core, account.network).signIn.revoke(callFor(core, account, signal));
    return answer;
  } catch (thrown) {
    const problem = problemOf(thrown);
    return { revoked: 'failed', detail: problem.detail ?? problem.code, page: account.profileUrl };
  }
}

/** What waits for this account or was approved for it is held; nothing of it is lost. */
function takeBackApprovals(write: Writer, account: AccountRecord, at: number): void {
  for (const state of ['waiting', 'approved'] as const) {
    for (const crosspost of write.crosspostsTo(account.id, state)) {
      const notices = [...crosspost.notices, { code: 'account_unlinked', level: 'hold' } as const];
      voidApproval(write, crosspost, 'hold', at, { notices });
      note(write, at, 'crosspost_held', crosspost, { holds: ['account_unlinked'] });
    }
  }
}

/** Linked again: what was held only because the account was gone waits for a yes once more. */
function releaseHeld(write: Writer, id: AccountId, at: number): void {
  for (const crosspost of write.crosspostsTo(id, 'held')) {
    const notices = crosspost.notices.filter((notice) => notice.code !== 'account_unlinked');
    if (notices.length === crosspost.notices.length) continue;
    move(write, crosspost, stateFor(notices) === 'held' ? 'hold' : 'ask', at, { notices });
  }
}
