import { useTranslation } from 'react-i18next';
import type { CrosspostView } from '../../contract/views.ts';
import { ask } from '../api.ts';
import { ActionButton } from '../ui/button.tsx';
import { Field } from '../ui/field.tsx';
import { ProblemNote } from '../ui/problem.tsx';
import { useCardActions } from './use-actions.ts';
import { useDraft } from './use-draft.ts';

/** The words of a crosspost as fields; below it the card shows them as the network will. */
export function CardEditor({ crosspost }: { readonly crosspost: CrosspostView }) {
  const { t } = useTranslation();
  const actions = useCardActions();
  const draft = useDraft(crosspost, actions);
  const opensOn = actions.editing?.field ?? 'text';
  const firstUndescribed = Math.max(0, draft.altTexts.indexOf(''));
  const putBack = (): void => {
    draft.drop();
    actions.run(() => ask('resetEdit', { id: crosspost.id }));
  };
  return (
    <div className="editor">
      <Field
        label={t('approval.card.textOn', { network: crosspost.account.networkName })}
        lines={5}
        autoFocus={opensOn === 'text'}
        value={draft.text}
        onChange={draft.write}
      />
      {draft.altTexts.map((altText, index) => (
        <div key={index} className="editor-picture">
          <img src={crosspost.pictures[index]?.thumb} alt="" />
          <Field
            label={t('approval.card.altTextOf', { number: index + 1 })}
            lines={2}
            autoFocus={opensOn === 'alt_text' && index === firstUndescribed}
            value={altText}
            onChange={(value) => draft.describe(index, value)}
          />
        </div>
      ))}
      {draft.problem !== null && (
        <ProblemNote problem={draft.problem} network={crosspost.account.networkName} announce />
      )}
      <div className="editor-buttons">
        {(crosspost.edited || draft.isCounting) && (
          <ActionButton look="quiet" onPress={putBack}>
            {t('approval.card.putBack')}
          </ActionButton>
        )}
        <ActionButton onPress={() => actions.edit(null)}>{t('approval.card.done')}</ActionButton>
      </div>
    </div>
  );
}
