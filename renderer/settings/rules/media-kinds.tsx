import { useState } from 'react';
import { Check } from 'lucide-react';
import { Checkbox, CheckboxGroup, FieldError, Label } from 'react-aria-components';
import { useTranslation } from 'react-i18next';
import { type MediaKind, mediaKinds } from '../../../contract/rules.ts';

interface MediaKindsProps {
  readonly media: readonly MediaKind[];
  readonly onChange: (media: readonly MediaKind[]) => void;
}

/** Which kinds of posts: at least one must be left. */
export function MediaKinds({ media, onChange }: MediaKindsProps) {
  const { t } = useTranslation();
  const [isLast, setLast] = useState(false);
  return (
    <CheckboxGroup
      className="field"
      value={[...media]}
      isInvalid={isLast}
      onChange={(chosen) => {
        setLast(chosen.length === 0);
        if (chosen.length > 0) onChange(mediaKinds.filter((kind) => chosen.includes(kind)));
      }}
    >
      <Label className="field-label">{t('rules.filter.media')}</Label>
      <div className="checks">
        {mediaKinds.map((kind) => (
          <Checkbox key={kind} value={kind} className="check">
            <span className="check-box" aria-hidden>
              <Check size={12} />
            </span>
            {t(`rules.filter.kind.${kind}`)}
          </Checkbox>
        ))}
      </div>
      <FieldError className="field-error">{isLast && t('rules.mistake.media')}</FieldError>
    </CheckboxGroup>
  );
}
