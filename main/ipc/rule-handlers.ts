/** The calls about what a person sets. */
import { linkedAccount } from '../core/core.ts';
import { globalRules, setAccountRules, setGlobalRules, setRoute } from '../core/rules.ts';
import { accountView } from '../core/views.ts';
import type { Handlers } from './answer.ts';
import type { Serves } from './handlers.ts';

type RuleHandlers = Pick<Handlers, 'setRoute' | 'setAccountRules' | 'globalRules' | 'setGlobalRules'>;

export function ruleHandlers({ core }: Pick<Serves, 'core'>): RuleHandlers {
  return {
    setRoute: (change) => setRoute(core, change),
    setAccountRules: ({ id, rules }) => {
      setAccountRules(core, id, rules);
      return accountView(core, linkedAccount(core, id));
    },
    globalRules: () => globalRules(core.store.read),
    setGlobalRules: (rules) => setGlobalRules(core, rules),
  };
}
