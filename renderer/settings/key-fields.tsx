import { CircleCheck, Info } from 'lucide-react';
import { useTranslation } from 'react-i18next';
import type { KeysView } from '../../contract/keys.ts';
import type { NetworkOption } from '../../contract/views.ts';
import { problemOf } from '../api.ts';
import { Field } from '../ui/field.tsx';
import { ProblemNote } from '../ui/problem.tsx';
import { isSecret, keyWord } from './key-form.ts';
import type { KeysDraft } from './use-keys.ts';

interface KeyFieldsProps {
  readonly network: NetworkOption;
  readonly keys: KeysView;
  readonly draft: KeysDraft;
  readonly autoFocus?: boolean;
}

/** The fields of a network's developer app, and below them what trying or keeping them came to. */
export function KeyFields({ network, keys, draft, autoFocus = false }: KeyFieldsProps) {
  const { t } = useTranslation();
  return (
    <>
      {keys.fields.map(({ name, isSet }, index) => (
        <Field
          key={name}
          name={name}
          label={t(`settings.keys.field.${keyWord(network.id, name)}`)}
          type={isSecret(name) ? 'password' : 'text'}
          autoComplete="off"
          spellCheck="false"
          autoFocus={autoFocus && index === 0}
          value={draft.values[name]}
          error={draft.missing.includes(name) ? t('settings.keys.missing') : null}
          onChange={(value) => draft.write(name, value)}
          {...(isSet && isSecret(name) && { hint: t('settings.keys.kept') })}
        />
      ))}
      <KeyOutcome network={network} draft={draft} />
    </>
  );
}

function KeyOutcome({ network, draft }: Pick<KeyFieldsProps, 'network' | 'draft'>) {
  const { t } = useTranslation();
  const { testing, saving, removing } = draft;
  const thrown = testing.error ?? saving.error ?? removing.error;
  const problem = thrown === null ? null : problemOf(thrown);
  // Not every network has a call that asks for an app alone.
  if (testing.isError && problem?.code === 'not_possible_now') {
    return (
      <output className="outcome small">
        <Info size={16} aria-hidden />
        {t('settings.keys.cannotTest', { network: network.name })}
      </output>
    );
  }
  if (problem !== null) return <ProblemNote problem={problem} network={network.name} announce />;
  const words = (): string => {
    if (testing.isSuccess) return t('settings.keys.works', { network: network.name });
    if (saving.isSuccess) return t('settings.keys.saved');
    return removing.isSuccess ? t('settings.keys.removed') : '';
  };
  return (
    <output className="outcome small">
      {words() !== '' && <CircleCheck className="good" size={16} aria-hidden />}
      {words()}
    </output>
  );
}
