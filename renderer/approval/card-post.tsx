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
      <Author account={account} />
      {content.warning !== null && (
        <p dir="auto" className="content-warning">
          {t('approval.original.warning', { warning: content.warning })}
        </p>
      )}
      {content.text === '' ? (
        <p className="quiet">{t('approval.card.noText')}</p>
      ) : (
        <Segments segments={crosspost.segments} />
      )}
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

/** Who posts; where the account has no name of its own, its handle stands alone. */
function Author({ account }: Pick<CrosspostView, 'account'>) {
  const shape = postShapes[account.network];
  const isNamed = shape.handle !== 'only' && account.displayName !== account.handle;
  const name = isNamed ? account.displayName : '';
  return (
    <p className="post-author" data-handle={name === '' ? 'only' : shape.handle}>
      <span className="post-face" aria-hidden>
        {firstLetter(account.displayName || account.handle)}
      </span>
      {name !== '' && (
        <strong dir="auto" className="post-name">
          {name}
        </strong>
      )}
      <span className={name === '' ? 'post-name' : 'post-handle'}>
        <Handle handle={shape.at ? `@${account.handle}` : account.handle} />
      </span>
    </p>
  );
}

function firstLetter(name: string): string {
  return Array.from(name.replace(/^@/, ''))[0]?.toUpperCase() ?? '';
}
