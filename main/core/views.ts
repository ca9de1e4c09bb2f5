/** From accounts and networks to what windows are shown. */
import type { Permission } from '../../contract/model.ts';
import type { AccountView, NetworkOption } from '../../contract/views.ts';
import { networkNames } from '../../contract/network-names.ts';
import { accountBudgets } from './budgets/views.ts';
import type { Core } from './core.ts';
import { keysView } from './keys/keys.ts';
import type { Connector } from './ports/network.ts';
import type { AccountRecord } from './ports/records.ts';

export async function networkOptions(core: Core): Promise<readonly NetworkOption[]> {
  return await Promise.all([...core.connectors.values()].map((connector) => networkOption(core, connector)));
}

export async function networkOption(core: Core, connector: Connector): Promise<NetworkOption> {
  const { about, read, publish } = connector;
  return {
    id: about.id,
    name: about.name,
    methods: about.methods,
    instance: about.instance,
    canRead: read !== undefined,
    canPublish: publish !== undefined,
    permissions: about.permissions,
    capabilities: about.capabilities,
    keys: await keysView(core, connector),
    keyMethods: about.keys?.methods ?? [],
    canRevoke: about.canRevoke,
  };
}

export function accountView(core: Core, account: AccountRecord): AccountView {
  // An account stays in the list when its network is not offered (any more): it can still be unlinked.
  const connector = core.connectors.get(account.network);
  return {
    id: account.id,
    network: account.network,
    networkName: networkNames[account.network],
    instance: account.instance,
    handle: account.handle,
    displayName: account.displayName,
    profileUrl: account.profileUrl,
    health: account.state,
    problem: account.problem,
    lastCheckedAt: account.lastCheckedAt,
    signInEndsAt: account.endsAt,
    canRead: connector?.read !== undefined,
    canPublish: connector?.publish !== undefined,
    permissions: connector === undefined ? [] : granted(connector, account.grantedScopes),
    limits: account.limits,
    tellsAudience: connector?.about.tellsAudience ?? true,
    rules: account.rules,
    ...accountBudgets(core, account),
  };
}

/** What was granted, in the words of the catalogue; a network that names no scopes granted all it was asked. */
function granted(connector: Connector, scopes: readonly string[]): readonly Permission[] {
  if (scopes.length === 0) return connector.about.permissions;
  return connector.about.permissions.filter((permission) => scopes.includes(permission.scope));
}
