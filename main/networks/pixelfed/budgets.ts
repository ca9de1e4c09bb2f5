/** What a Pixelfed server takes of an account in a day. No header tells; its own code does (app/Services, version 0.11). */
import type { NetworkBudgets } from '../network.ts';

const dayMs = 24 * 60 * 60_000;

export const budgets: NetworkBudgets = { publishing: [{ kind: 'upload', most: 1250, windowMs: dayMs }] };
