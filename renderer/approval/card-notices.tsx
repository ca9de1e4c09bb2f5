import { Hand, Info, type LucideIcon, TriangleAlert } from 'lucide-react';
import { useTranslation } from 'react-i18next';
import type { Audience, Notice, NoticeCode } from '../../contract/model.ts';
import type { CrosspostView } from '../../contract/views.ts';
import { ask } from '../api.ts';
import { ActionButton } from '../ui/button.tsx';
import { hasLeft, isEditable, noticeRemedy } from './decisions.ts';
import { useCardActions } from './use-actions.ts';

const signs: Readonly<Record<Notice['level'], LucideIcon>> = { hold: Hand, warning: TriangleAlert, info: Info };

interface CardNoticesProps {
  readonly crosspost: CrosspostView;
  /** Who sees the original. */
  readonly audience: Audience;
}

/** What stops this crosspost or wants a look, each with the button that helps where there is one. */
export function CardNotices({ crosspost, audience }: CardNoticesProps) {
  const { t } = useTranslation();
  if (crosspost.notices.length === 0 || hasLeft(crosspost)) return null;
  const values = { network: crosspost.account.networkName, audience: t(`words.audience.${audience}`) };
  return (
    <ul className="notices">
      {crosspost.notices.map((notice) => {
        const Sign = signs[notice.level];
        return (
          <li key={notice.code} className="notice" data-level={notice.level}>
            <Sign size={16} aria-hidden />
            <span className="notice-words">
              {t(`notices.sentence.${sentenceOf(notice)}`, { ...notice.values, ...values })}
            </span>
            <NoticeButton notice={notice} crosspost={crosspost} />
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

function NoticeButton({ notice, crosspost }: { readonly notice: Notice; readonly crosspost: CrosspostView }) {
  const { t } = useTranslation();
  const { edit, editing, run } = useCardActions();
  const remedy = noticeRemedy(notice);
  if (remedy === null || !isEditable(crosspost) || notice.level === 'info') return null;
  if (remedy !== 'link' && editing?.id === crosspost.id) return null;
  const press = (): void => {
    if (remedy === 'link') run(() => ask('openWindow', { window: 'settings' }));
    else edit({ id: crosspost.id, field: remedy === 'alt_text' ? 'alt_text' : 'text' });
  };
  return (
    <ActionButton look="quiet" onPress={press}>
      {t(`notices.remedy.${remedy}`)}
    </ActionButton>
  );
}
