import { Hand, Info, type LucideIcon, TriangleAlert } from 'lucide-react';
import { useTranslation } from 'react-i18next';
import type { Audience, Notice, NoticeCode } from '../../contract/model.ts';
import { liftable } from '../../contract/rules.ts';
import type { CrosspostView } from '../../contract/queue-views.ts';
import { ask } from '../api.ts';
import type { Catalogue } from '../i18n/en.ts';
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
          <li key={`${notice.code} ${notice.values?.['hold'] ?? ''}`} className="notice" data-level={notice.level}>
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

type Sentence = keyof Catalogue['notices']['sentence'];

/** A price with a reason has a sentence of its own, and so has each rule of a filter. */
function sentenceOf({ code, values }: Notice): Sentence {
  if (code === 'costs_money' && values?.['hasLink'] === 1) return 'costs_money_link';
  if (code !== 'filtered_out') return code;
  const rule = values?.['rule'] === 'media' ? `media_${values['value']}` : values?.['rule'];
  return filterSentences.find((sentence) => sentence === `filtered_out_${rule}`) ?? code;
}

const filterSentences = [
  'filtered_out_only_tags',
  'filtered_out_never_tags',
  'filtered_out_only_words',
  'filtered_out_never_words',
  'filtered_out_media_text',
  'filtered_out_media_pictures',
  'filtered_out_media_video',
  'filtered_out_language',
  'filtered_out_age',
  'filtered_out_switch',
] as const satisfies readonly Sentence[];

function NoticeButtons({ notice, crosspost }: { readonly notice: Notice; readonly crosspost: CrosspostView }) {
  const { t } = useTranslation();
  const press = useNoticePress(crosspost);
  const { editing } = useCardActions();
  const thread = useCanThread(crosspost);
  if (!isEditable(crosspost)) return null;
  const isOpen = editing?.id === crosspost.id;
  const [smaller] = crosspost.audiences;
  const smallerWords = smaller === undefined ? '' : t(`words.audience.${smaller}`);
  const actions = noticeActions(notice, {
    thread,
    byHand: crosspost.canFinishByHand,
    narrower: crosspost.audiences.length > 0,
  }).filter((action) => !(isOpen && opensEditor(action)));
  if (actions.length === 0) return null;
  return (
    <span className="notice-buttons">
      {actions.map((action) => (
        <ActionButton key={action} look="quiet" onPress={() => press(action, notice.code)}>
          {t(`notices.remedy.${action}`, { smaller: smallerWords })}
        </ActionButton>
      ))}
    </span>
  );
}

function opensEditor(action: NoticeAction): boolean {
  return action === 'edit' || action === 'title' || action === 'alt_text';
}

function useNoticePress(crosspost: CrosspostView): (action: NoticeAction, code: NoticeCode) => void {
  const { edit, run, openSheet } = useCardActions();
  const { id } = crosspost;
  const [smaller] = crosspost.audiences;
  return (action, code) => {
    const lifts = liftable.find((candidate) => candidate === code);
    switch (action) {
      case 'carry':
        return lifts === undefined ? undefined : run(() => ask('carryAnyway', { id, code: lifts }));
      case 'narrower':
        return smaller === undefined ? undefined : run(() => ask('setAudience', { id, audience: smaller }));
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
