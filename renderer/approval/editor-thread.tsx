import { useRef, useState } from 'react';
import { Plus, X } from 'lucide-react';
import { useTranslation } from 'react-i18next';
import { ActionButton, IconButton } from '../ui/button.tsx';
import { Field } from '../ui/field.tsx';
import type { DraftState } from './use-draft.ts';

interface EditorThreadProps {
  readonly draft: DraftState;
  readonly network: string;
  /** Whether the account takes a text that goes on; parts that are there can always be changed. */
  readonly canGoOn: boolean;
}

/** The later posts of a thread as fields; a part may be added and taken away. */
export function EditorThread({ draft, network, canGoOn }: EditorThreadProps) {
  const { t } = useTranslation();
  const [wasAdded, setAdded] = useState(false);
  const addButton = useRef<HTMLButtonElement>(null);
  const add = (): void => {
    setAdded(true);
    draft.addPart();
  };
  const remove = (index: number): void => {
    draft.removePart(index);
    // The button that had the focus is gone.
    addButton.current?.focus();
  };
  return (
    <>
      {draft.thread.map((text, index) => (
        <div key={index} className="editor-part">
          <Field
            label={t('approval.card.partOn', { number: index + 2, network })}
            lines={4}
            autoFocus={wasAdded && index === draft.thread.length - 1}
            value={text}
            onChange={(value) => draft.goOn(index, value)}
          />
          <IconButton label={t('approval.card.removePart', { number: index + 2 })} onPress={() => remove(index)}>
            <X size={16} aria-hidden />
          </IconButton>
        </div>
      ))}
      {canGoOn && (
        <div>
          <ActionButton ref={addButton} look="quiet" onPress={add}>
            <Plus size={16} aria-hidden />
            {t('approval.card.addPart')}
          </ActionButton>
        </div>
      )}
    </>
  );
}
