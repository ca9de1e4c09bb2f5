import type { ReactNode } from 'react';
import { useTranslation } from 'react-i18next';
import type { OfferView, Revision, RevisionPart } from '../../contract/offers.ts';
import { altTextsChanged } from './offers.ts';

/** What the original said and says, part by part. */
export function OfferChanges({ offer: { changed, original, revision } }: { readonly offer: OfferView }) {
  if (revision === null || changed.length === 0) return null;
  return (
    <dl className="changes small">
      {changed.map((part) => (
        <PartChanged key={part} part={part} was={original} is={revision} />
      ))}
    </dl>
  );
}

interface PartChangedProps {
  readonly part: RevisionPart;
  readonly was: Revision;
  readonly is: Revision;
}

function PartChanged({ part, was, is }: PartChangedProps) {
  const { t } = useTranslation();
  const isMarked = (revision: Revision): string => t(revision.sensitive ? 'offers.changed.yes' : 'offers.changed.no');
  switch (part) {
    case 'text':
      return <Changed name={t('offers.changed.text')} was={was.text} is={is.text} />;
    case 'warning':
      return <Changed name={t('offers.changed.warning')} was={was.warning ?? ''} is={is.warning ?? ''} />;
    case 'audience':
      return (
        <Changed
          name={t('offers.changed.audience')}
          was={t(`words.audience.${was.audience}`)}
          is={t(`words.audience.${is.audience}`)}
        />
      );
    case 'sensitive':
      return <Changed name={t('offers.changed.sensitive')} was={isMarked(was)} is={isMarked(is)} />;
    case 'alt_texts':
      return altTextsChanged(was, is).map(({ number, was: before, is: now }) => (
        <Changed key={number} name={t('offers.changed.altText', { number })} was={before} is={now} />
      ));
    case 'media':
      return (
        <Part name={t('offers.changed.media')}>
          <p>{t('offers.changed.mediaChanged')}</p>
        </Part>
      );
  }
}

interface ChangedProps {
  readonly name: string;
  readonly was: string;
  readonly is: string;
}

/** Old above new, each said to be so: neither colour nor a line through it says it alone. */
export function Changed({ name, was, is }: ChangedProps) {
  return (
    <Part name={name}>
      <Words kind="was" words={was} />
      <Words kind="is" words={is} />
    </Part>
  );
}

function Part({ name, children }: { readonly name: string; readonly children: ReactNode }) {
  return (
    <div className="change">
      <dt className="quiet">{name}</dt>
      <dd>{children}</dd>
    </div>
  );
}

function Words({ kind, words }: { readonly kind: 'was' | 'is'; readonly words: string }) {
  const { t } = useTranslation();
  const Tag = kind === 'was' ? 'del' : 'ins';
  return (
    <p className="change-words" data-kind={kind}>
      <span className="change-when quiet">{t(`offers.changed.${kind}`)}</span>
      {words === '' ? (
        <span className="quiet">{t('offers.changed.none')}</span>
      ) : (
        <Tag dir="auto" className="own-words">
          {words}
        </Tag>
      )}
    </p>
  );
}
