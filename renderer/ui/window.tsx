/** What every window stands in: its data, its language, and the page that is left when drawing itself fails. */
import './tokens.css';
import './base.css';
import './controls.css';
import './choosers.css';
import './fields.css';
import './overlays.css';
import { type ComponentType, type ReactNode, useEffect, useMemo } from 'react';
import { QueryClientProvider, useQuery } from '@tanstack/react-query';
import { I18nProvider } from 'react-aria-components';
import { createRoot } from 'react-dom/client';
import { I18nextProvider, useTranslation } from 'react-i18next';
import type { Language } from '../../contract/views.ts';
import { problemOf } from '../api.ts';
import { createI18n, localeFor } from '../i18n/i18n.ts';
import { followEvents } from '../live.ts';
import { createQueryClient, environmentQuery } from '../queries.ts';
import { ActionButton } from './button.tsx';
import { EmptyState, FailedState } from './states.tsx';

type Title = 'approval.window' | 'settings.window';

/** Draws `Content` into the page, in the person's language. Listens before the first question is asked. */
export function startWindow(title: Title, Content: ComponentType): void {
  const place = document.getElementById('root');
  if (place === null) throw new Error('The page has no element #root.');
  const client = createQueryClient();
  followEvents(client);
  const root = createRoot(place, {
    onUncaughtError: (error) => {
      reportError(error);
      setTimeout(() => root.render(<Broken title={title} />));
    },
  });
  root.render(
    <QueryClientProvider client={client}>
      <Known title={title} Content={Content} />
    </QueryClientProvider>,
  );
}

function Known({ title, Content }: { readonly title: Title; readonly Content: ComponentType }) {
  const environment = useQuery(environmentQuery);
  const language = environment.data?.language ?? machineLanguage();
  if (environment.isPending) return null;
  return (
    <InLanguage language={language} title={title}>
      {environment.isError ? (
        <FailedState problem={problemOf(environment.error)} onAgain={() => void environment.refetch()} />
      ) : (
        <Content />
      )}
    </InLanguage>
  );
}

interface InLanguageProps {
  readonly language: Language;
  readonly title: Title;
  readonly children: ReactNode;
}

function InLanguage({ language, title, children }: InLanguageProps) {
  const i18n = useMemo(() => createI18n(language), [language]);
  useEffect(() => {
    document.documentElement.lang = language;
    document.title = i18n.t(title);
  }, [i18n, language, title]);
  return (
    <I18nextProvider i18n={i18n}>
      <I18nProvider locale={localeFor(language, navigator.languages)}>{children}</I18nProvider>
    </I18nextProvider>
  );
}

function Broken({ title }: { readonly title: Title }) {
  return (
    <InLanguage language={machineLanguage()} title={title}>
      <BrokenWords />
    </InLanguage>
  );
}

function BrokenWords() {
  const { t } = useTranslation();
  return (
    <EmptyState sentence={t('problems.broken')}>
      <ActionButton onPress={() => window.location.reload()}>{t('problems.reload')}</ActionButton>
    </EmptyState>
  );
}

/** The language to speak in while main has not said which. */
function machineLanguage(): Language {
  return navigator.language.toLowerCase().startsWith('de') ? 'de' : 'en';
}
