import { useTranslation } from 'react-i18next';
import { type CatchUp, catchUps } from '../../../contract/rules.ts';
import { Choices } from '../../ui/choices.tsx';

interface RouteCatchUpProps {
  readonly catchUp: CatchUp;
  readonly onChange: (catchUp: CatchUp) => void;
}

/** What happens to what could not go at its time. */
export function RouteCatchUp({ catchUp, onChange }: RouteCatchUpProps) {
  const { t } = useTranslation();
  return (
    <Choices
      label={t('rules.catchUp.when')}
      value={catchUp}
      choices={catchUps.map((value) => ({
        value,
        word: t(`rules.catchUp.word.${value}`),
        sentence: t(`rules.catchUp.${value}`),
      }))}
      onChange={onChange}
    />
  );
}
