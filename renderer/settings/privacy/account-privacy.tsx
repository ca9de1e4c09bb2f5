import { useTranslation } from 'react-i18next';
import type { AccountRules, Toggles } from '../../../contract/rules.ts';
import type { AccountView } from '../../../contract/views.ts';
import { Choices } from '../../ui/choices.tsx';
import { AccountFold } from '../account-fold.tsx';
import { rulesOfAccount } from '../rules/ruled.ts';
import { NotSaved } from '../rules/saved-line.tsx';
import type { Saving } from '../rules/use-saving.ts';
import { Overrides } from './overrides.tsx';

interface AccountPrivacyProps {
  readonly account: AccountView;
  readonly global: Toggles;
  readonly saving: Saving;
}

/** Where an account is stricter than everything else; and who sees its posts, where its network does not say. */
export function AccountPrivacy({ account, global, saving }: AccountPrivacyProps) {
  const { t } = useTranslation();
  const ruled = rulesOfAccount(account.id);
  const change = (changes: Partial<AccountRules>) => saving.change(ruled, (now) => ({ ...now, ...changes }));
  const { privacy, originals } = account.rules;
  const asksWho = account.canRead && !account.tellsAudience;
  return (
    <AccountFold
      account={account}
      now={
        asksWho && originals === 'not_said'
          ? t('privacy.originals.open')
          : t('rules.privacy.set', { count: Object.keys(privacy).length })
      }
    >
      <NotSaved saving={saving} about={ruled.name} />
      {asksWho && (
        <div>
          <Choices
            label={t('privacy.originals.question', { handle: account.handle })}
            value={originals}
            choices={(['not_said', 'public', 'followers'] as const).map((value) => ({
              value,
              word: t(`privacy.originals.word.${value}`),
              sentence: t(`privacy.originals.${value}`),
            }))}
            onChange={(said) => change({ originals: said })}
          />
          <p className="quiet small">{t('privacy.originals.why', { network: account.networkName })}</p>
        </div>
      )}
      <Overrides otherwise={global} overrides={privacy} onChange={(overrides) => change({ privacy: overrides })} />
    </AccountFold>
  );
}
