import { useMutation, useQuery } from '@tanstack/react-query';
import { Label, Radio, RadioGroup } from 'react-aria-components';
import { useTranslation } from 'react-i18next';
import { languages, type Preferences, themes } from '../../contract/views.ts';
import { ask, problemOf } from '../api.ts';
import { environmentQuery } from '../queries.ts';
import { ProblemNote } from '../ui/problem.tsx';
import { PageHead } from './page-head.tsx';

const languageChoices = ['system', ...languages] as const;

export function GeneralPage() {
  const { t } = useTranslation();
  const environment = useQuery(environmentQuery);
  // The change itself comes back with the event environmentChanged, to this window as to all others.
  const saving = useMutation({ mutationFn: (change: Partial<Preferences>) => ask('setPreferences', change) });
  const preferences = { ...environment.data?.preferences, ...(saving.isPending && saving.variables) };
  return (
    <>
      <PageHead title={t('settings.page.general')} purpose={t('settings.general.purpose')} />
      {saving.isError && <ProblemNote problem={problemOf(saving.error)} announce />}
      <Choice
        label={t('settings.general.theme')}
        value={preferences.theme ?? 'system'}
        choices={themes.map((theme) => ({ value: theme, word: t(`words.theme.${theme}`) }))}
        onChange={(theme) => saving.mutate({ theme })}
      />
      <Choice
        label={t('settings.general.language')}
        value={preferences.language ?? 'system'}
        choices={languageChoices.map((language) => ({ value: language, word: t(`words.language.${language}`) }))}
        onChange={(language) => saving.mutate({ language })}
      />
    </>
  );
}

interface ChoiceProps<Value extends string> {
  readonly label: string;
  readonly value: Value;
  readonly choices: readonly { readonly value: Value; readonly word: string }[];
  readonly onChange: (value: Value) => void;
}

function Choice<Value extends string>({ label, value, choices, onChange }: ChoiceProps<Value>) {
  return (
    <RadioGroup className="setting" value={value} onChange={(chosen) => onChange(chosen as Value)}>
      <Label className="section-title">{label}</Label>
      <div className="setting-choices">
        {choices.map((choice) => (
          <Radio key={choice.value} value={choice.value} className="choice">
            <span className="choice-dot" aria-hidden />
            {choice.word}
          </Radio>
        ))}
      </div>
    </RadioGroup>
  );
}
