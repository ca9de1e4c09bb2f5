import { Check, TriangleAlert } from 'lucide-react';
import { useTranslation } from 'react-i18next';
import type { ContentPicture } from '../../contract/model.ts';
import type { PictureView } from '../../contract/views.ts';
import { useFormat } from '../ui/use-format.ts';

/** As many as the networks lay out in one grid; the rest is counted. */
const gridSize = 4;

interface CardPicturesProps {
  readonly pictures: readonly PictureView[];
  /** The same pictures as files: the exact bytes that go. */
  readonly files: readonly ContentPicture[];
}

export function CardPictures({ pictures, files }: CardPicturesProps) {
  const { t } = useTranslation();
  if (pictures.length === 0) return null;
  const shown = pictures.slice(0, gridSize);
  const more = pictures.length - shown.length;
  return (
    <div className="pictures">
      <div className="picture-grid" data-count={shown.length}>
        {shown.map((picture, index) => (
          <img
            key={index}
            src={picture.thumb}
            alt={picture.altText}
            width={picture.width}
            height={picture.height}
            loading="lazy"
          />
        ))}
        {more > 0 && <span className="picture-more">{t('approval.card.more', { count: more })}</span>}
      </div>
      <ul className="files small quiet">
        {files.map((file, index) => (
          <PictureFile key={file.sha256} file={file} number={index + 1} />
        ))}
      </ul>
    </div>
  );
}

function PictureFile({ file, number }: { readonly file: ContentPicture; readonly number: number }) {
  const { t } = useTranslation();
  const format = useFormat();
  const kind = file.mimeType.split('/')[1]?.toUpperCase() ?? '';
  return (
    <li className="file">
      <span className="for-readers">{t('approval.card.pictureOf', { number })}</span>
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
        {kind} · {file.width} × {file.height} · {format.bytes(file.sizeBytes)}
      </span>
    </li>
  );
}
