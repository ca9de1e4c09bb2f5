import './header.css';
import './queue.css';
import './card.css';
import './pictures.css';
import './video.css';
import './thread.css';
import './sheets.css';
import './notices.css';
import './post.css';
import './voided.css';
import './offer.css';
import './times/times.css';
import './week/week.css';
import './week/week-chip.css';
import './approval.css';
import { useRef, useState } from 'react';
import { useQuery } from '@tanstack/react-query';
import { TabPanel, Tabs } from 'react-aria-components';
import { useTranslation } from 'react-i18next';
import type { QueueTab } from '../../contract/model.ts';
import { problemOf } from '../api.ts';
import { statusQuery } from '../queries.ts';
import { Bands } from '../ui/bands.tsx';
import { FailedState } from '../ui/states.tsx';
import { EmptyQueue } from './empty-queue.tsx';
import { Footer } from './footer.tsx';
import { Header } from './header.tsx';
import { QueueList, QueueShape } from './queue-list.tsx';
import { OpenSheets } from './sheets.tsx';
import { ShortcutsSheet } from './shortcuts.tsx';
import { ShownPost } from './shown-post.tsx';
import { Views } from './week/views.tsx';
import { WeekView } from './week/week-view.tsx';
import { StatusBands } from './status-bands.tsx';
import { TimesContext, useTimes } from './times/use-times.ts';
import { ActionsContext, useActions } from './use-actions.ts';
import { useApproval } from './use-approval.ts';
import { useCommands } from './use-commands.ts';
import { useKeys } from './use-keys.ts';
import { type Pictures, usePicture } from './use-picture.ts';
import { type Shown, useShown } from './use-shown.ts';

export function ApprovalWindow() {
  const { t } = useTranslation();
  const status = useQuery(statusQuery).data;
  const shown = useShown();
  const actions = useActions();
  const times = useTimes(actions);
  const approval = useApproval(shown, actions, times.forget);
  const pictures = usePicture(shown.shown, shown.detail.data?.post.pictures.length ?? 0);
  const searchField = useRef<HTMLInputElement>(null);
  const [isHelpOpen, setHelpOpen] = useState(false);

  useKeys(useCommands({ shown, actions, approval, times, pictures, searchField, openHelp: () => setHelpOpen(true) }));

  const isEmpty = shown.rows.length === 0 && shown.shown === null;
  return (
    <ActionsContext value={actions}>
      <TimesContext value={times}>
        <Tabs className="approval" selectedKey={shown.tab} onSelectionChange={(tab) => shown.goTo(tab as QueueTab)}>
          <header>
            <h1 className="for-readers">{t('approval.window')}</h1>
            <Bands />
            {status !== undefined && <StatusBands status={status} />}
            <Header status={status} onSearch={shown.find} searchField={searchField} />
          </header>
          <main className="main">
            <TabPanel key={shown.tab} id={shown.tab} className="body">
              {shown.isWeek ? <WeekView shown={shown} /> : <Body shown={shown} pictures={pictures} isEmpty={isEmpty} />}
            </TabPanel>
          </main>
          <Footer
            detail={isEmpty || shown.isWeek ? undefined : shown.detail.data}
            approval={approval}
            times={times}
            actions={actions}
            onHelp={() => setHelpOpen(true)}
          />
        </Tabs>
        <OpenSheets />
        <ShortcutsSheet isOpen={isHelpOpen} onClose={() => setHelpOpen(false)} />
      </TimesContext>
    </ActionsContext>
  );
}

interface BodyProps {
  readonly shown: Shown;
  readonly pictures: Pictures;
  readonly isEmpty: boolean;
}

function Body({ shown, pictures, isEmpty }: BodyProps) {
  const { queue, tab, search, detail } = shown;
  // A search is answered with a list.
  const head = tab === 'scheduled' && search === '' && (
    <div className="queue-views">
      <Views shown={shown} />
    </div>
  );
  if (queue.isError) return <FailedState problem={problemOf(queue.error)} onAgain={() => void queue.refetch()} />;
  if (isEmpty && queue.isSuccess) {
    return (
      <>
        {head}
        <EmptyQueue tab={tab} search={search} />
      </>
    );
  }
  return (
    <>
      <div className="queue-side">
        {head}
        {queue.isPending ? <QueueShape /> : <QueueList shown={shown} />}
      </div>
      <ShownPost detail={detail} picture={pictures.index} onPicture={pictures.show} />
    </>
  );
}
