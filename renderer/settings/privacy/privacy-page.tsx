import { useQuery } from '@tanstack/react-query';
import { useTranslation } from 'react-i18next';
import type { GlobalRules } from '../../../contract/rules.ts';
import type { AccountView, RouteView } from '../../../contract/views.ts';
import { problemOf } from '../../api.ts';
import { accountsQuery, globalRulesQuery, routesQuery } from '../../queries.ts';
import { NumberBox } from '../../ui/number-box.tsx';
import { FailedState, Shape } from '../../ui/states.tsx';
import { PageHead } from '../page-head.tsx';
import { everything } from '../rules/ruled.ts';
import { NotSaved, SavedLine } from '../rules/saved-line.tsx';
import { type Saving, useSaving } from '../rules/use-saving.ts';
import { AccountPrivacy } from './account-privacy.tsx';
import { ToggleRow } from './toggle-row.tsx';
import { type ToggleGroup, toggleGroups } from './toggles.ts';

/** As main takes it: ten years. */
const mostDays = 3_650;

export function PrivacyPage() {
  const { t } = useTranslation();
  const saving = useSaving();
  const global = useQuery(globalRulesQuery);
  const accounts = useQuery(accountsQuery);
  const routes = useQuery(routesQuery);
  const queries = [global, accounts, routes];
  const failed = queries.find(({ error }) => error !== null)?.error;
  const isRead = global.data !== undefined && accounts.data !== undefined && routes.data !== undefined;
  return (
    <>
      <PageHead title={t('settings.page.privacy')} purpose={t('privacy.purpose')} />
      {failed !== undefined && failed !== null ? (
        <FailedState problem={problemOf(failed)} onAgain={() => queries.forEach((query) => void query.refetch())} />
      ) : (
        !isRead && <Shape width="100%" height="20rem" />
      )}
      {isRead && (
        <>
          <ForEverything rules={global.data} accounts={accounts.data} routes={routes.data} saving={saving} />
          <Accounts rules={global.data} accounts={accounts.data} saving={saving} />
          <SavedLine saving={saving} />
        </>
      )}
    </>
  );
}

interface ForEverythingProps {
  readonly rules: GlobalRules;
  readonly accounts: readonly AccountView[];
  readonly routes: readonly RouteView[];
  readonly saving: Saving;
}

function ForEverything({ rules, accounts, routes, saving }: ForEverythingProps) {
  const { t } = useTranslation();
  return (
    <>
      <NotSaved saving={saving} about={everything.name} />
      {(Object.keys(toggleGroups) as ToggleGroup[]).map((group) => (
        <section key={group} className="rule-section" aria-labelledby={`toggles-${group}`}>
          <h2 id={`toggles-${group}`} className="section-title">
            {t(`privacy.group.${group}`)}
          </h2>
          {toggleGroups[group].map((name) => (
            <ToggleRow
              key={name}
              name={name}
              toggles={rules.privacy}
              accounts={accounts}
              routes={routes}
              onChange={(choice) =>
                saving.change(everything, (now) => ({ ...now, privacy: { ...now.privacy, [name]: choice } }))
              }
            />
          ))}
        </section>
      ))}
      <section className="rule-section" aria-labelledby="duplicates">
        <h2 id="duplicates" className="section-title">
          {t('privacy.duplicates.title')}
        </h2>
        <div className="rule-row">
          <p className="rule-words quiet small">{t('privacy.duplicates.why')}</p>
          <NumberBox
            label={t('privacy.duplicates.within')}
            unit={t('rules.unit.days', { count: rules.duplicateDays })}
            least={0}
            most={mostDays}
            value={rules.duplicateDays}
            onChange={(duplicateDays) => saving.change(everything, (now) => ({ ...now, duplicateDays }))}
          />
        </div>
      </section>
    </>
  );
}

interface AccountsProps {
  readonly rules: GlobalRules;
  readonly accounts: readonly AccountView[];
  readonly saving: Saving;
}

function Accounts({ rules, accounts, saving }: AccountsProps) {
  const { t } = useTranslation();
  return (
    <section className="rule-section" aria-labelledby="privacy-accounts">
      <h2 id="privacy-accounts" className="section-title">
        {t('privacy.accounts.title')}
      </h2>
      <p className="quiet small">{t(accounts.length === 0 ? 'privacy.accounts.none' : 'privacy.accounts.purpose')}</p>
      {accounts.length > 0 && (
        <ul className="network-items">
          {accounts.map((account) => (
            <AccountPrivacy key={account.id} account={account} global={rules.privacy} saving={saving} />
          ))}
        </ul>
      )}
    </section>
  );
}
