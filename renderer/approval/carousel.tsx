import type { CSSProperties } from 'react';
import { ChevronLeft, ChevronRight } from 'lucide-react';
import { useTranslation } from 'react-i18next';
import type { PictureView } from '../../contract/queue-views.ts';
import { IconButton } from '../ui/button.tsx';
import { AltText } from './alt-text.tsx';

interface CarouselProps {
  readonly pictures: readonly PictureView[];
  readonly index: number;
  readonly onIndex: (index: number) => void;
}

/** The pictures of the original, one at a time, whole. */
export function Carousel({ pictures, index, onIndex }: CarouselProps) {
  const { t } = useTranslation();
  const picture = pictures[index];
  if (picture === undefined) return null;
  const isOne = pictures.length === 1;
  return (
    <section className="carousel" aria-roledescription="carousel" aria-label={t('approval.original.pictures')}>
      <div className="carousel-picture">
        <img
          key={picture.src}
          src={picture.src}
          alt={picture.altText}
          width={picture.width}
          height={picture.height}
          style={shapeOf(picture)}
        />
      </div>
      {!isOne && (
        <div className="carousel-turn">
          <IconButton
            label={t('approval.original.previous')}
            isDisabled={index === 0}
            onPress={() => onIndex(index - 1)}
          >
            <ChevronLeft size={20} aria-hidden />
          </IconButton>
          <Dots count={pictures.length} index={index} />
          <IconButton
            label={t('approval.original.next')}
            isDisabled={index === pictures.length - 1}
            onPress={() => onIndex(index + 1)}
          >
            <ChevronRight size={20} aria-hidden />
          </IconButton>
        </div>
      )}
      <AltText altText={picture.altText} />
    </section>
  );
}

function shapeOf({ width, height }: PictureView): CSSProperties {
  return { aspectRatio: `${width} / ${height}`, '--ratio': width / height } as CSSProperties;
}

function Dots({ count, index }: { readonly count: number; readonly index: number }) {
  const { t } = useTranslation();
  return (
    <output className="dots">
      <span className="for-readers">{t('approval.original.position', { number: index + 1, count })}</span>
      {Array.from({ length: count }, (_, at) => (
        <span key={at} className="dot" data-here={at === index || undefined} aria-hidden />
      ))}
    </output>
  );
}
