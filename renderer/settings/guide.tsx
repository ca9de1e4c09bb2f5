import { useMutation } from '@tanstack/react-query';
import { ExternalLink } from 'lucide-react';
import { useTranslation } from 'react-i18next';
import type { KeysView } from '../../contract/keys.ts';
import type { Language, NetworkOption } from '../../contract/views.ts';
import { ask, problemOf } from '../api.ts';
import { guideFor, type GuideWords } from '../i18n/guides.ts';
import { ActionButton } from '../ui/button.tsx';
import { CopyValue } from '../ui/copy-value.tsx';
import { ProblemNote } from '../ui/problem.tsx';
import { guideParts, type GuidePlace, placesLeft } from './guide-words.ts';

/** How to get the keys of a network, step by step, with what is to be copied at hand. */
export function Guide({ network }: { readonly network: NetworkOption }) {
  const { i18n } = useTranslation();
  const guide = guideFor(network.id, i18n.language as Language);
  if (guide === null || network.keys === null) return null;
  return <GuideOf guide={guide} network={network} keys={network.keys} />;
}

interface GuideOfProps {
  readonly guide: GuideWords;
  readonly network: NetworkOption;
  readonly keys: KeysView;
}

function GuideOf({ guide, network, keys }: GuideOfProps) {
  const { t } = useTranslation();
  const { what, steps, costs, notes } = guide;
  const left = placesLeft([...steps, ...notes], keys);
  return (
    <section className="guide" aria-label={t('settings.keys.guide', { network: network.name })}>
      <p>{what}</p>
      <ConsoleButton network={network} />
      <ol className="guide-steps">
        {steps.map((step) => (
          <li key={step}>
            <Sentence sentence={step} keys={keys} />
          </li>
        ))}
      </ol>
      {left.map((place) => (
        <p key={place} className="guide-left small">
          <span>{t(place === 'redirect' ? 'settings.keys.redirects' : 'settings.keys.scopes')}</span>
          <Place place={place} keys={keys} />
        </p>
      ))}
      <p className="small">
        <strong>{t('settings.keys.costs')}:</strong> {costs}
      </p>
      {notes.length > 0 && (
        <div className="small">
          <p>
            <strong>{t('settings.keys.notes')}</strong>
          </p>
          <ul className="plain-list">
            {notes.map((note) => (
              <li key={note}>
                <Sentence sentence={note} keys={keys} />
              </li>
            ))}
          </ul>
        </div>
      )}
    </section>
  );
}

function ConsoleButton({ network }: { readonly network: NetworkOption }) {
  const { t } = useTranslation();
  const opening = useMutation({ mutationFn: () => ask('open', { what: 'console', network: network.id }) });
  return (
    <>
      <div>
        <ActionButton onPress={() => opening.mutate()}>
          {t('settings.keys.openConsole')}
          <ExternalLink size={16} aria-hidden />
        </ActionButton>
      </div>
      {opening.isError && <ProblemNote problem={problemOf(opening.error)} network={network.name} announce />}
    </>
  );
}

function Sentence({ sentence, keys }: { readonly sentence: string; readonly keys: KeysView }) {
  return guideParts(sentence).map((part, index) =>
    part.kind === 'words' ? part.words : <Place key={index} place={part.kind} keys={keys} />,
  );
}

/** Scopes are entered one by one or all at once, as the page likes it: they are shown and copied together. */
function Place({ place, keys }: { readonly place: GuidePlace; readonly keys: KeysView }) {
  const { t } = useTranslation();
  if (place === 'scopes') return <CopyValue value={keys.scopes.join(' ')} label={t('settings.keys.copyScopes')} />;
  if (keys.redirects.length === 0) return t('settings.keys.ownRedirect');
  return keys.redirects.map((redirect) => (
    <CopyValue key={redirect} value={redirect} label={t('settings.keys.copyRedirect')} />
  ));
}
