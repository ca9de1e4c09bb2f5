/** What the routes of the pretend Graph stand on, and the checks that a call to a Page begins with. */
import { person } from '../people.ts';
import { Refusal, type Answer, type Incoming, type Route } from '../server.ts';
import type { World } from '../world.ts';
import { graphError } from '../graph/errors.ts';
import { missingObject, pageLimitReached, pageUsage, refusal } from './answers.ts';
import type { FacebookPhoto, FacebookState, FacebookToken, FacebookVideo } from './facebook-state.ts';
import { requireToken } from './tokens.ts';

export interface FacebookContext {
  readonly world: World;
  readonly www: () => string;
  readonly graph: () => string;
  readonly photoAddress: (photo: FacebookPhoto) => string;
  readonly videoAddress: (video: FacebookVideo) => string;
}
export type Page = (typeof person.facebook.pages)[number];
type Handle = Route['handle'];

/** A Page has 4800 calls a day for each engaged person; hers has one. */
const pageBudget = { limit: 4800, windowMs: 86_400_000 };

export const stateOf = ({ world }: FacebookContext): FacebookState => world.store.state().facebook;
export const pageOf = (id: string): Page | undefined => person.facebook.pages.find((page) => page.id === id);

interface PageCall {
  readonly pageId: string;
  readonly scope: string;
  readonly writes: boolean;
}

/** Answers a call that only a token of the Page `call` names may make, and counts it. */
export async function asPage(
  context: FacebookContext,
  incoming: Incoming,
  call: PageCall,
  handle: (token: FacebookToken) => Answer | Promise<Answer>,
): Promise<Answer> {
  const token = await requireToken(context.world, incoming);
  const { pageId } = call;
  checkToken(token, call);
  const { allowed, limit, remaining, resetAt } = context.world.takeCall(`facebook ${pageId}`, pageBudget);
  if (!allowed) return pageLimitReached(pageId, resetAt - context.world.now());
  if (call.writes) checkMood(context);
  const answer = await handle(token);
  const percent = Math.round((1 - remaining / limit) * 100);
  return { ...answer, headers: { ...pageUsage(pageId, percent), ...answer.headers } };
}

/** The Page that a path names; `me` is the Page of a Page's token. */
export function onPage(
  context: FacebookContext,
  rule: Omit<PageCall, 'pageId'>,
  handle: (incoming: Incoming, page: Page) => Answer | Promise<Answer>,
): Handle {
  return async (incoming) => {
    const id = incoming.params['id'] ?? '';
    const token = await requireToken(context.world, incoming);
    const page = pageOf(id === 'me' ? (token.pageId ?? '') : id);
    if (page === undefined) throw missingObject(id);
    return asPage(context, incoming, { ...rule, pageId: page.id }, () => handle(incoming, page));
  };
}

function checkToken(token: FacebookToken, { pageId, scope, writes }: PageCall): void {
  const code = writes ? 200 : 10;
  if (token.kind !== 'page' || token.pageId !== pageId)
    throw refusal({ status: 403, code, message: `(#${code}) A Page access token of this Page is required` });
  if (!token.scopes.includes(scope))
    throw refusal({ status: 403, code, message: `(#${code}) The permission ${scope} is not available` });
}

/** What befalls whoever wants to publish, edit or delete. */
function checkMood({ world }: FacebookContext): void {
  const { isAccountBlocked, isCapReached } = world.moodOf('facebook');
  if (isAccountBlocked)
    throw refusal({
      status: 403,
      code: 200,
      subcode: 1404078,
      message: 'Page Publishing Authorization required',
      userMessage: 'To go on publishing as this Page, confirm who you are on Facebook.',
    });
  if (isCapReached)
    throw new Refusal(
      graphError({ code: 368, subcode: 1390008, message: 'You are posting too fast', userMessage: 'Slow down.' }),
    );
}
