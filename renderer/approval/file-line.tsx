import { Check, TriangleAlert } from 'lucide-react';
import { useTranslation } from 'react-i18next';
import type { ContentPicture } from '../../contract/model.ts';
import { useFormat } from '../ui/use-format.ts';

interface FileLineProps {
  readonly file: ContentPicture;
  /** What the file is, for readers. */
  readonly name: string;
  /** How long a video runs; null for a picture. */
  readonly durationMs?: number | null;
}

/** One file as it will be sent: its alt text, and the facts of the exact bytes. */
export function FileLine({ file, name, durationMs = null }: FileLineProps) {
  const { t } = useTranslation();
  const format = useFormat();
  const kind = file.mimeType.split('/')[1]?.replace('quicktime', 'mov').toUpperCase() ?? '';
  const facts = [kind, `${file.width} × ${file.height}`, format.bytes(file.sizeBytes)];
  return (
    <li className="file">
      <span className="for-readers">{name}</span>
      {file.altText === '' ? (
        <span className="with-icon file-alt alt-missing">
          <TriangleAlert size={16} aria-hidden />
          {t('approval.card.noAltText')}
        </span>
      ) : (
        <span className="with-icon file-alt" title={file.altText}>
          <Check className="good" size={16} aria-hidden />
          <span className="for-readers">{t('approval.card.hasAltText')}</span>
          <span dir="auto" className="file-words">
            {file.altText}
          </span>
        </span>
      )}
      <span className="file-facts">
        {[...facts, ...(durationMs === null ? [] : [format.clip(durationMs)])].join(' · ')}
      </span>
    </li>
  );
}
