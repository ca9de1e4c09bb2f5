import type { ReactNode } from 'react';
import { CircleCheck, TriangleAlert } from 'lucide-react';
import { useTranslation } from 'react-i18next';
import type { LedgerVerdict } from '../../contract/ledger.ts';
import { ActionButton } from '../ui/button.tsx';
import { CopyValue } from '../ui/copy-value.tsx';
import { useNow } from '../ui/now.ts';
import { useFormat } from '../ui/use-format.ts';

interface VerdictProps {
  readonly verdict: LedgerVerdict;
  /** The person knows why the end does not fit, and the ledger as it is counts from here on. */
  readonly onTakeUp: () => void;
}

/** What was found, what it means, and what there is to do. */
export function LedgerVerdictNote({ verdict, onTakeUp }: VerdictProps) {
  const { t } = useTranslation();
  const format = useFormat();
  const now = useNow(60_000);
  switch (verdict.kind) {
    case 'whole':
      return <Whole verdict={verdict} onTakeUp={onTakeUp} />;
    case 'broken':
      return (
        <Found meaning={t('settings.data.brokenMeaning')}>
          {t(verdict.fault === 'row' ? 'settings.data.brokenRow' : 'settings.data.brokenLink', {
            id: format.number(verdict.id),
          })}
        </Found>
      );
    case 'cut': {
      const missing = verdict.noted - verdict.rows;
      const values = { count: missing, number: format.number(missing), time: format.timeWithDay(verdict.notedAt, now) };
      return (
        <Found meaning={t('settings.data.cutMeaning')} onTakeUp={onTakeUp}>
          {t('settings.data.cut', values)}
        </Found>
      );
    }
    case 'replaced': {
      const values = { id: format.number(verdict.noted), time: format.timeWithDay(verdict.notedAt, now) };
      return (
        <Found meaning={t('settings.data.cutMeaning')} onTakeUp={onTakeUp}>
          {t('settings.data.replaced', values)}
        </Found>
      );
    }
  }
}

interface WholeProps extends VerdictProps {
  readonly verdict: Extract<LedgerVerdict, { readonly kind: 'whole' }>;
}

function Whole({ verdict: { rows, last, anchor }, onTakeUp }: WholeProps) {
  const { t } = useTranslation();
  const format = useFormat();
  const now = useNow(60_000);
  if (last === null) return <p>{t('settings.data.wholeNone')}</p>;
  const compared = {
    fits: () =>
      t('settings.data.anchorFits', { time: anchor.kind === 'fits' ? format.timeWithDay(anchor.at, now) : '' }),
    none: () => t('settings.data.anchorNone'),
    unreadable: () => t('settings.data.anchorUnreadable'),
  };
  return (
    <div className="ledger-verdict">
      <CircleCheck className="good" size={16} aria-hidden />
      <div>
        <p>{t('settings.data.whole', { count: rows, number: format.number(rows) })}</p>
        <p className="quiet">{compared[anchor.kind]()}</p>
        <p className="ledger-newest quiet">
          {t('settings.data.newest')}
          <CopyValue
            value={last.hash}
            shown={`${last.hash.slice(0, 8)}…${last.hash.slice(-8)}`}
            label={t('settings.data.copyNewest')}
          />
        </p>
        {anchor.kind === 'unreadable' && <TakeUp onTakeUp={onTakeUp} />}
      </div>
    </div>
  );
}

interface FoundProps {
  readonly meaning: string;
  readonly onTakeUp?: () => void;
  readonly children: ReactNode;
}

function Found({ meaning, onTakeUp, children }: FoundProps) {
  return (
    <div className="ledger-verdict" data-found="">
      <TriangleAlert className="bad" size={16} aria-hidden />
      <div>
        <p>{children}</p>
        <p className="quiet">{meaning}</p>
        {onTakeUp !== undefined && <TakeUp onTakeUp={onTakeUp} />}
      </div>
    </div>
  );
}

function TakeUp({ onTakeUp }: Pick<VerdictProps, 'onTakeUp'>) {
  const { t } = useTranslation();
  return <ActionButton onPress={onTakeUp}>{t('settings.data.takeUp')}</ActionButton>;
}
