import { useQuery } from '@tanstack/react-query';
import type { CrosspostView } from '../../contract/queue-views.ts';
import { accountsQuery } from '../queries.ts';

/** Whether the account that a crosspost goes to takes a text that goes on in replies to itself. */
export function useCanThread({ account }: Pick<CrosspostView, 'account'>): boolean {
  return useQuery(accountsQuery).data?.find(({ id }) => id === account.id)?.limits?.threads ?? false;
}
