import { useEffect, useRef } from 'react';
import { useTranslation } from 'react-i18next';
import type { CrosspostView } from '../../contract/queue-views.ts';
import { ask } from '../api.ts';
import { ActionButton } from '../ui/button.tsx';
import { Field } from '../ui/field.tsx';
import { ProblemNote } from '../ui/problem.tsx';
import { EditorAltTexts } from './editor-alt-texts.tsx';
import { EditorThread } from './editor-thread.tsx';
import { useCardActions } from './use-actions.ts';
import { useCanThread } from './use-can-thread.ts';
import { useDraft } from './use-draft.ts';

/** The words of a crosspost as fields; below it the card shows them as the network will. */
export function CardEditor({ crosspost }: { readonly crosspost: CrosspostView }) {
  const { t } = useTranslation();
  const actions = useCardActions();
  const draft = useDraft(crosspost, actions);
  const canThread = useCanThread(crosspost);
  const opensOn = actions.editing?.field ?? 'text';
  const network = crosspost.account.networkName;
  const putBack = (): void => {
    draft.drop();
    actions.run(() => ask('resetEdit', { id: crosspost.id }));
  };
  const editor = useRef<HTMLDivElement>(null);
  // A field that gets the focus by itself is not scrolled to.
  useEffect(() => {
    editor.current?.querySelector(':focus')?.scrollIntoView({ block: 'nearest' });
  }, []);
  return (
    <div ref={editor} className="editor">
      {hasTitle(crosspost) && (
        <Field
          label={t('approval.card.titleOn', { network })}
          autoFocus={opensOn === 'title'}
          value={draft.title ?? ''}
          onChange={draft.entitle}
        />
      )}
      <Field
        label={t('approval.card.textOn', { network })}
        lines={5}
        autoFocus={opensOn === 'text'}
        value={draft.text}
        onChange={draft.write}
      />
      <EditorThread draft={draft} network={network} canGoOn={canThread} />
      <EditorAltTexts crosspost={crosspost} draft={draft} autoFocus={opensOn === 'alt_text'} />
      {draft.problem !== null && <ProblemNote problem={draft.problem} network={network} announce />}
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

/** A network with titles says when one is missing. */
function hasTitle({ content, notices }: CrosspostView): boolean {
  return content.title !== null || notices.some(({ code }) => code === 'title_missing');
}
