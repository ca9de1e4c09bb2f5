/** What a person can set rules for, each as this window knows it and as main keeps it. */
import type { QueryClient } from '@tanstack/react-query';
import type { AccountId, RouteId } from '../../../contract/model.ts';
import type { AccountRules, GlobalRules } from '../../../contract/rules.ts';
import type { RouteView } from '../../../contract/views.ts';
import { ask } from '../../api.ts';
import { accountsQuery, globalRulesQuery, routesQuery } from '../../queries.ts';

export interface Ruled<Rules> {
  /** Names it among all that can be set. */
  readonly name: string;
  readonly known: (client: QueryClient) => Rules | undefined;
  /** Shows the rules before main has kept them. */
  readonly show: (client: QueryClient, rules: Rules) => void;
  readonly keep: (rules: Rules) => Promise<unknown>;
}

export const everything: Ruled<GlobalRules> = {
  name: 'everything',
  known: (client) => client.getQueryData(globalRulesQuery.queryKey),
  show: (client, rules) => client.setQueryData(globalRulesQuery.queryKey, rules),
  keep: (rules) => ask('setGlobalRules', rules),
};

export const rulesOfAccount = (id: AccountId): Ruled<AccountRules> => ({
  name: `account ${id}`,
  known: (client) => client.getQueryData(accountsQuery.queryKey)?.find((account) => account.id === id)?.rules,
  show: (client, rules) =>
    client.setQueryData(accountsQuery.queryKey, (accounts) =>
      accounts?.map((account) => (account.id === id ? { ...account, rules } : account)),
    ),
  keep: (rules) => ask('setAccountRules', { id, rules }),
});

export const rulesOfRoute = (id: RouteId): Ruled<RouteView> => ({
  name: `route ${id}`,
  known: (client) => client.getQueryData(routesQuery.queryKey)?.find((route) => route.id === id),
  show: (client, route) =>
    client.setQueryData(routesQuery.queryKey, (routes) => routes?.map((other) => (other.id === id ? route : other))),
  keep: ({ mode, paused, rules }) => ask('setRoute', { id, mode, paused, rules }),
});
