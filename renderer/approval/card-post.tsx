import { EyeOff } from 'lucide-react';
import { useTranslation } from 'react-i18next';
import type { CrosspostView } from '../../contract/views.ts';
import { Handle } from '../ui/handle.tsx';
import { Segments } from '../ui/segments.tsx';
import { AudienceLabel } from './audience.tsx';
import { CardPictures } from './card-pictures.tsx';
import { postShapes } from './post-shape.ts';

/** The crosspost drawn the way its network lays out a post, in our type. */
export function CardPost({ crosspost }: { readonly crosspost: CrosspostView }) {
  const { t } = useTranslation();
  const { account, content } = crosspost;
  const shape = postShapes[account.network];
  return (
    <div className="post" data-first={shape.first}>
      <p className="post-author" data-handle={shape.handle}>
        <span className="post-face" aria-hidden>
          {firstLetter(account.displayName || account.handle)}
        </span>
        {shape.handle !== 'only' && (
          <strong dir="auto" className="post-name">
            {account.displayName || account.handle}
          </strong>
        )}
        <span className={shape.handle === 'only' ? 'post-name' : 'post-handle'}>
          <Handle handle={account.handle} />
        </span>
      </p>
      {content.warning !== null && (
        <p dir="auto" className="content-warning">
          {t('approval.original.warning', { warning: content.warning })}
        </p>
      )}
      <p>
        {content.text === '' ? (
          <span className="quiet">{t('approval.card.noText')}</span>
        ) : (
          <Segments segments={crosspost.segments} />
        )}
      </p>
      <CardPictures pictures={crosspost.pictures} files={content.pictures} />
      <p className="facts quiet small">
        <AudienceLabel audience={content.audience} />
        {content.sensitive && (
          <span className="with-icon">
            <EyeOff size={16} aria-hidden />
            {t('approval.original.sensitive')}
          </span>
        )}
      </p>
    </div>
  );
}

function firstLetter(name: string): string {
  return Array.from(name.replace(/^@/, ''))[0]?.toUpperCase() ?? '';
}
