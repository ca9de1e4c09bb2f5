import { useTranslation } from 'react-i18next';
import type { CrosspostView } from '../../contract/queue-views.ts';
import { Field } from '../ui/field.tsx';
import type { DraftState } from './use-draft.ts';

interface EditorAltTextsProps {
  readonly crosspost: CrosspostView;
  readonly draft: DraftState;
  /** Whether the editor was opened for these: then it begins at the first that is missing. */
  readonly autoFocus: boolean;
}

/** What is said of each picture, or of the video, to those who cannot see it. */
export function EditorAltTexts({ crosspost, draft, autoFocus }: EditorAltTextsProps) {
  const { t } = useTranslation();
  const firstUndescribed = Math.max(0, draft.altTexts.indexOf(''));
  const isVideo = crosspost.content.video !== null;
  const stillOf = (index: number): string | null | undefined =>
    isVideo ? crosspost.video?.poster : crosspost.pictures[index]?.thumb;
  return draft.altTexts.map((altText, index) => {
    const still = stillOf(index) ?? null;
    return (
      <div key={index} className="editor-picture">
        {still !== null && <img src={still} alt="" />}
        <Field
          label={isVideo ? t('approval.card.altTextOfVideo') : t('approval.card.altTextOf', { number: index + 1 })}
          lines={2}
          autoFocus={autoFocus && index === firstUndescribed}
          value={altText}
          onChange={(value) => draft.describe(index, value)}
        />
      </div>
    );
  });
}
