import { useTranslation } from 'react-i18next';
import type { CrosspostView } from '../../contract/queue-views.ts';
import { CardAuthor } from './card-author.tsx';

/** The posts that a text goes on in, each drawn as its network draws an answer to oneself. */
export function CardThread({ crosspost: { account, content } }: { readonly crosspost: CrosspostView }) {
  const { t } = useTranslation();
  if (content.thread.length === 0) return null;
  const count = content.thread.length + 1;
  return (
    <ol className="thread" aria-label={t('approval.card.thread')}>
      {content.thread.map((text, index) => (
        <li key={index} className="thread-post">
          <p className="thread-number quiet small">{t('approval.card.partOf', { number: index + 2, count })}</p>
          <CardAuthor account={account} />
          {text === '' ? (
            <p className="quiet">{t('approval.card.noText')}</p>
          ) : (
            <p dir="auto" className="own-words">
              {text}
            </p>
          )}
        </li>
      ))}
    </ol>
  );
}
