import type { NetworkId } from '../../../contract/model.ts';

/** Networks that charge for each call of their API. */
const paidNetworks: ReadonlySet<NetworkId> = new Set(['x']);

export const charges = (network: NetworkId): boolean => paidNetworks.has(network);
