import './settings.css';
import './accounts.css';
import './routes.css';
import './link.css';
import './networks.css';
import './ledger.css';
import './rules.css';
import './schedule.css';
import { type ComponentType, useEffect, useState } from 'react';
import { Tab, TabList, TabPanel, Tabs } from 'react-aria-components';
import { useTranslation } from 'react-i18next';
import { type SettingsPage, settingsPages } from '../../contract/windows.ts';
import { listen } from '../api.ts';
import { Bands } from '../ui/bands.tsx';
import { RailsMark } from '../ui/rails.tsx';
import { AboutPage } from './about-page.tsx';
import { AccountsPage } from './accounts-page.tsx';
import { GeneralPage } from './general-page.tsx';
import { LedgerPage } from './ledger-page.tsx';
import { NetworksPage } from './networks-page.tsx';
import type { PageProps } from './page-head.tsx';
import { PrivacyPage } from './privacy/privacy-page.tsx';
import { RoutesPage } from './routes-page.tsx';
import { SchedulePage } from './schedule/schedule-page.tsx';

const pages: Readonly<Record<SettingsPage, ComponentType<PageProps>>> = {
  accounts: AccountsPage,
  routes: RoutesPage,
  privacy: PrivacyPage,
  schedule: SchedulePage,
  networks: NetworksPage,
  data: LedgerPage,
  general: GeneralPage,
  about: AboutPage,
};

/** Where a window begins that was opened for something: main says it in the address (`?page=networks`). */
function pageAtFirst(): SettingsPage {
  const asked = new URLSearchParams(window.location.search).get('page');
  return settingsPages.find((page) => page === asked) ?? 'accounts';
}

export function SettingsWindow() {
  const { t } = useTranslation();
  const [page, setPage] = useState(pageAtFirst);
  useEffect(() => listen('showPage', (asked) => setPage(asked.page)), []);
  const Page = pages[page];
  return (
    <div className="settings">
      <header>
        <Bands />
      </header>
      <Tabs
        className="settings-body"
        orientation="vertical"
        selectedKey={page}
        onSelectionChange={(key) => setPage(key as SettingsPage)}
      >
        <nav className="pages" aria-label={t('settings.window')}>
          <p className="pages-name">
            <RailsMark size={20} />
            Crosstie
          </p>
          <TabList aria-label={t('settings.pages')}>
            {settingsPages.map((id) => (
              <Tab key={id} id={id} className="page-tab">
                {t(`settings.page.${id}`)}
              </Tab>
            ))}
          </TabList>
        </nav>
        <main className="main">
          <TabPanel key={page} id={page} className="page">
            <div className="page-column">
              <Page onAccounts={() => setPage('accounts')} />
            </div>
          </TabPanel>
        </main>
      </Tabs>
    </div>
  );
}
