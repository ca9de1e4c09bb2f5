import { EyeOff } from 'lucide-react';
import { useTranslation } from 'react-i18next';
import type { CrosspostView } from '../../contract/queue-views.ts';
import { Segments } from '../ui/segments.tsx';
import { AudienceLabel } from './audience.tsx';
import { CardAuthor } from './card-author.tsx';
import { CardPictures } from './card-pictures.tsx';
import { CardThread } from './card-thread.tsx';
import { CardVideo } from './card-video.tsx';
import { postShapes } from './post-shape.ts';
import { isToCome } from './times/said.ts';

/** The crosspost drawn the way its network lays out a post, in our type. */
export function CardPost({ crosspost }: { readonly crosspost: CrosspostView }) {
  const { t } = useTranslation();
  const { account, content } = crosspost;
  const shape = postShapes[account.network];
  return (
    <div className="post" data-first={shape.first}>
      <CardAuthor account={account} />
      {content.warning !== null && (
        <p dir="auto" className="content-warning">
          {t('approval.original.warning', { warning: content.warning })}
        </p>
      )}
      {content.title !== null && (
        <p dir="auto" className="post-title own-words">
          {content.title === '' ? <span className="quiet">{t('approval.card.noTitle')}</span> : content.title}
        </p>
      )}
      {content.text === '' ? (
        <p className="quiet">{t('approval.card.noText')}</p>
      ) : (
        <Segments segments={crosspost.segments} />
      )}
      <CardPictures pictures={crosspost.pictures} files={content.pictures} />
      <CardVideo video={crosspost.video} content={content} />
      <CardThread crosspost={crosspost} />
      <CardFacts crosspost={crosspost} />
    </div>
  );
}

/** For whom it is, unless that stands beside the time in the card's foot, and whether it is marked as sensitive. */
function CardFacts({ crosspost }: { readonly crosspost: CrosspostView }) {
  const { t } = useTranslation();
  const { audience, sensitive } = crosspost.content;
  const saysAudience = !isToCome(crosspost);
  if (!saysAudience && !sensitive) return null;
  return (
    <p className="facts quiet small">
      {saysAudience && <AudienceLabel audience={audience} />}
      {sensitive && (
        <span className="with-icon">
          <EyeOff size={16} aria-hidden />
          {t('approval.original.sensitive')}
        </span>
      )}
    </p>
  );
}
