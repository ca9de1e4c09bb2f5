/** Linking, linking again and unlinking an account. Nothing is stored before the sign-in is whole and the keyring is there. */
import type { AccountId, SignInMethod } from '../../../contract/model.ts';
import type { LinkRequest } from '../../../contract/api.ts';
import type { UnlinkProof } from '../../../contract/views.ts';
import { setUsualCeiling } from '../budgets/ceiling.ts';
import type { Core } from '../core.ts';
import { ExpectedFailure, callFor, connectorFor, linkedAccount, problemOf } from '../core.ts';
import { takeBackAutomatic } from '../crosspost/by-itself.ts';
import { note, voidApproval } from '../crosspost/moves.ts';
import { releaseFiles, releaseNotice } from '../crosspost/release.ts';
import { keysFor } from '../keys/keys.ts';
import type { Connector } from '../ports/network.ts';
import type { AppKeys, Revoked, SignedIn } from '../ports/sign-in.ts';
import type { AccountRecord } from '../ports/records.ts';
import type { Writer } from '../ports/store.ts';
import type { SignInSurface } from '../ports/system.ts';

export type LinkStage = 'finding_server' | 'waiting_for_you' | 'finishing';
export interface LinkOptions {
  readonly surfaces: Readonly<Record<'window' | 'browser', SignInSurface>>;
  readonly language: string;
  readonly signal: AbortSignal;
  readonly onStage: (stage: LinkStage) => void;
}

/** Signs in and links. Throws NetworkFailure or ExpectedFailure; then nothing was stored. */
export async function linkAccount(core: Core, request: LinkRequest, options: LinkOptions): Promise<AccountId> {
  await requireSealing(core);
  const connector = connectorFor(core, request.network);
  const signedIn = await signIn(core, connector, request, options);
  options.onStage('finishing');
  const ids: AccountId[] = [];
  for (const one of [signedIn, ...(signedIn.more ?? [])]) {
    ids.push(await keep(core, connector, request.method, one, options.signal));
  }
  return ids[0] as AccountId;
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
  const again = { ...request, network: account.network, instance: request.instance ?? account.instance };
  const signedIn = await signIn(core, connector, again, options);
  const same = [signedIn, ...(signedIn.more ?? [])].find(
    ({ profile }) => profile.remoteId === account.remoteId && profile.instance === account.instance,
  );
  if (same === undefined) throw new ExpectedFailure({ code: 'sign_in_mismatch', detail: signedIn.profile.handle });
  return keep(core, connector, request.method, same, options.signal);
}

async function requireSealing(core: Core): Promise<void> {
  const sealing = await core.sealer.state();
  if (!sealing.available) throw new ExpectedFailure({ code: 'keyring_unavailable', detail: sealing.backend });
}

async function signIn(core: Core, connector: Connector, request: LinkRequest, options: LinkOptions): Promise<SignedIn> {
  const { signal, onStage, language, surfaces } = options;
  const { about } = connector;
  const instance = request.instance?.trim() ?? about.instance?.preset ?? '';
  onStage('finding_server');
  if (request.method === 'app_password') return signInWithPassword(connector, { ...request, instance }, signal);
  const keys = about.keys === null ? null : await keysFor(core, about.id);
  if (request.method === 'token') return signInWithToken(connector, request, keys, signal);
  if (keys === null && about.keys?.methods.includes(request.method) === true)
    throw new ExpectedFailure({ code: 'keys_missing' });
  const surface = await surfaces[request.method].open(signal, about.redirect);
  try {
    const { redirectUri } = surface;
    const started = await connector.signIn.begin({ instance, redirectUri, language, keys, signal });
    onStage('waiting_for_you');
    const redirectedTo = await surface.show(started.url, connector.about.name, started.redirectUri);
    surface.close();
    onStage('finishing');
    return await started.finish(redirectedTo, signal);
  } finally {
    surface.close();
  }
}

async function signInWithToken(
  connector: Connector,
  { token }: LinkRequest,
  keys: AppKeys | null,
  signal: AbortSignal,
): Promise<SignedIn> {
  const { withToken } = connector.signIn;
  if (withToken === undefined) throw new ExpectedFailure({ code: 'not_possible_now' });
  if (token === undefined || token.trim() === '') throw new ExpectedFailure({ code: 'invalid_input' });
  return withToken({ token: token.trim(), keys, signal });
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
    if (known === null) setUsualCeiling(write, account, connector, at);
    releaseNotice(write, account, 'account_unlinked', at);
    if (connector.host !== undefined) releaseFiles(write, at);
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
    const ending = write.routes().filter(({ sourceId, destinationId }) => [sourceId, destinationId].includes(id));
    for (const route of ending) takeBackAutomatic(write, route.id, at);
    endRoutes(write, account, at);
    const erased = write.unlinkAccount(id, at);
    const facts = {
      account: account.handle,
      network: account.network,
      revoked: revoked.revoked,
      proof: revoked.proof.code,
      ...revoked.proof.values,
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
): Promise<Pick<UnlinkProof, 'revoked' | 'proof' | 'page'>> {
  try {
    const answer: Revoked = await connectorFor(core, account.network).signIn.revoke(callFor(core, account, signal));
    return answer;
  } catch (thrown) {
    const problem = problemOf(thrown);
    const proof = { code: 'not_asked', values: { said: problem.detail ?? problem.code } } as const;
    return { revoked: 'failed', proof, page: account.profileUrl };
  }
}

/** The routes end with the account. */
function endRoutes(write: Writer, { id }: AccountRecord, at: number): void {
  for (const { id: route, sourceId, destinationId } of write.routes()) {
    if (sourceId !== id && destinationId !== id) continue;
    const [from, to] = [sourceId, destinationId].map((account) => write.account(account)?.handle ?? null);
    write.removeRoute(route, at);
    write.appendLedger({ at, action: 'route_removed', facts: { route, from: from ?? null, to: to ?? null } });
  }
}

/** What waits for this account or was approved for it is held; nothing of it is lost. */
function takeBackApprovals(write: Writer, account: AccountRecord, at: number): void {
  for (const state of ['waiting', 'approved'] as const) {
    for (const crosspost of write.crosspostsTo(account.id, state)) {
      const notices = [...crosspost.notices, { code: 'account_unlinked', level: 'hold' } as const];
      voidApproval(write, crosspost, 'hold', 'account_unlinked', at, { notices });
      note(write, at, 'crosspost_held', crosspost, { holds: ['account_unlinked'] });
    }
  }
}
