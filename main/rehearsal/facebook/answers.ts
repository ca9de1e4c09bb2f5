/** What Graph says for a Page: refusals, and how much of the Page's budget is used (networks.md: Facebook, limits). */
import { graphAnswers, graphError, usageHeader, type GraphError } from '../graph/errors.ts';
import { person } from '../people.ts';
import { Refusal, type ServerAnswers } from '../server.ts';

export const refusal = (error: GraphError): Refusal => new Refusal(graphError(error));
export const invalid = (message: string, subcode?: number): Refusal =>
  refusal({ code: 100, message: `(#100) ${message}`, ...(subcode === undefined ? {} : { subcode }) });

export const missingObject = (id: string): Refusal =>
  refusal({
    code: 100,
    subcode: 33,
    type: 'GraphMethodException',
    message: `Unsupported request. Object with ID '${id}' does not exist, cannot be loaded due to missing permissions, or does not support this operation.`,
  });

/** `minutes` until a Page may call again; 0 while it may. */
export function pageUsage(pageId: string, percent: number, minutes = 0): Readonly<Record<string, string>> {
  const entry = { type: 'pages', call_count: percent, total_cputime: 1, total_time: 1 };
  const usage = { [pageId]: [{ ...entry, estimated_time_to_regain_access: minutes }] };
  return { ...usageHeader(percent), 'x-business-use-case-usage': JSON.stringify(usage) };
}

export const pageLimitReached = (pageId: string, resetInMs: number) =>
  graphError(
    { status: 403, code: 32, message: '(#32) Page request limit reached' },
    pageUsage(pageId, 100, Math.ceil(resetInMs / 60_000)),
  );

export const facebookAnswers: ServerAnswers = {
  ...graphAnswers,
  rateLimited: (resetInMs) => pageLimitReached(person.facebook.pages[0].id, resetInMs),
};
