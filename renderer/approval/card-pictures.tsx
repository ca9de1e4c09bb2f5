import { useTranslation } from 'react-i18next';
import type { ContentPicture } from '../../contract/model.ts';
import type { PictureView } from '../../contract/queue-views.ts';
import { FileLine } from './file-line.tsx';

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
          <FileLine key={file.sha256} file={file} name={t('approval.card.pictureOf', { number: index + 1 })} />
        ))}
      </ul>
    </div>
  );
}
