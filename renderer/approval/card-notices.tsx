import { Hand, Info, type LucideIcon, TriangleAlert } from 'lucide-react';
import { useTranslation } from 'react-i18next';
import type { Audience, Notice, NoticeCode } from '../../contract/model.ts';
import type { CrosspostView } from '../../contract/queue-views.ts';
import { ask } from '../api.ts';
import { ActionButton } from '../ui/button.tsx';
import { useFormat } from '../ui/use-format.ts';
import { hasLeft, isEditable } from './decisions.ts';
import { type NoticeAction, noticeActions } from './notice-actions.ts';
import { useCardActions } from './use-actions.ts';
import { useCanThread } from './use-can-thread.ts';

const signs: Readonly<Record<Notice['level'], LucideIcon>> = { hold: Hand, warning: TriangleAlert, info: Info };

interface CardNoticesProps {
  readonly crosspost: CrosspostView;
  /** Who sees the original. */
  readonly audience: Audience;
}

/** What stops this crosspost or wants a look, each with the button that helps where there is one. */
export function CardNotices({ crosspost, audience }: CardNoticesProps) {
  const { t } = useTranslation();
  const format = useFormat();
  if (crosspost.notices.length === 0 || hasLeft(crosspost)) return null;
  const priceOf = ({ values: given }: Notice) =>
    given?.['price'] === undefined ? {} : { price: format.price(Number(given['price'])) };
  const values = { network: crosspost.account.networkName, audience: t(`words.audience.${audience}`) };
  return (
    <ul className="notices">
      {crosspost.notices.map((notice) => {
        const Sign = signs[notice.level];
        return (
          <li key={notice.code} className="notice" data-level={notice.level}>
            <Sign size={16} aria-hidden />
            <span className="notice-words">
              {t(`notices.sentence.${sentenceOf(notice)}`, { ...notice.values, ...priceOf(notice), ...values })}
            </span>
            <NoticeButtons notice={notice} crosspost={crosspost} />
          </li>
        );
      })}
    </ul>
  );
}

/** A price with a reason has a sentence of its own. */
function sentenceOf({ code, values }: Notice): NoticeCode | 'costs_money_link' {
  return code === 'costs_money' && values?.['hasLink'] === 1 ? 'costs_money_link' : code;
}

function NoticeButtons({ notice, crosspost }: { readonly notice: Notice; readonly crosspost: CrosspostView }) {
  const { t } = useTranslation();
  const press = useNoticePress(crosspost);
  const { editing } = useCardActions();
  const thread = useCanThread(crosspost);
  if (!isEditable(crosspost)) return null;
  const isOpen = editing?.id === crosspost.id;
  const actions = noticeActions(notice, { thread, byHand: crosspost.canFinishByHand }).filter(
    (action) => !(isOpen && opensEditor(action)),
  );
  if (actions.length === 0) return null;
  return (
    <span className="notice-buttons">
      {actions.map((action) => (
        <ActionButton key={action} look="quiet" onPress={() => press(action)}>
          {t(`notices.remedy.${action}`)}
        </ActionButton>
      ))}
    </span>
  );
}

function opensEditor(action: NoticeAction): boolean {
  return action === 'edit' || action === 'title' || action === 'alt_text';
}

function useNoticePress(crosspost: CrosspostView): (action: NoticeAction) => void {
  const { edit, run, openSheet } = useCardActions();
  const { id } = crosspost;
  return (action) => {
    switch (action) {
      case 'edit':
        return edit({ id, field: 'text' });
      case 'title':
      case 'alt_text':
        return edit({ id, field: action });
      case 'thread':
        return run(() => ask('makeThread', { id }));
      case 'by_hand':
        return openSheet({ kind: 'by_hand', crosspost });
      case 'link':
        return run(() => ask('openWindow', { window: 'settings', page: 'accounts' }));
      case 'place':
        return run(() => ask('openWindow', { window: 'settings', page: 'networks' }));
    }
  };
}
