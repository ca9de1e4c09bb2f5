/** What the script of a page can ask: the bridge, called from inside a window. */
import type { Page } from '@playwright/test';
import type { AnswerOf, ArgumentOf, CallName } from '../../contract/api.ts';
import type { Result } from '../../contract/errors.ts';

type AnyBridge = Readonly<Record<string, (argument: unknown) => Promise<unknown>>>;

/** Calls as a page that says whatever it likes. */
export async function callAnyhow(page: Page, name: CallName, argument: unknown): Promise<Result<unknown>> {
  const answer = await page.evaluate(
    ([name, argument]) => (window as unknown as { readonly crosstie: AnyBridge }).crosstie[name]?.(argument),
    [name, argument] as const,
  );
  return answer as Result<unknown>;
}

/** Calls as the contract has it; throws the problem when it is not answered. */
export async function call<Name extends CallName>(
  page: Page,
  name: Name,
  ...[argument]: undefined extends ArgumentOf<Name> ? [] : [ArgumentOf<Name>]
): Promise<AnswerOf<Name>> {
  const result = await callAnyhow(page, name, argument);
  if (!result.ok) throw new Error(`${name}: ${result.code}`);
  return result.value as AnswerOf<Name>;
}

/** Everything that the reading calls answer, as text. */
export async function everythingShown(page: Page): Promise<string> {
  const names = ['environment', 'accounts', 'networks', 'routes'] as const;
  const plain = await Promise.all(names.map((name) => callAnyhow(page, name, undefined)));
  const tabs = ['waiting', 'scheduled', 'published', 'problems', 'skipped'] as const;
  const queues = await Promise.all(tabs.map((tab) => call(page, 'queue', { tab })));
  const posts = queues.flatMap(({ rows }) => rows.map(({ postId }) => call(page, 'post', { id: postId })));
  return JSON.stringify([plain, queues, await Promise.all(posts), await call(page, 'ledger', {})]);
}
