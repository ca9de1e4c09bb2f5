import { Check } from 'lucide-react';
import { Checkbox, CheckboxGroup, Label } from 'react-aria-components';
import { useTranslation } from 'react-i18next';
import type { CrosspostId } from '../../contract/model.ts';
import type { QueueDetail } from '../../contract/queue-views.ts';
import { CopyName } from './copy-name.tsx';
import { Changed } from './offer-changes.tsx';
import { type UpdatableCopy, viewOf } from './offers.ts';

interface OfferChoiceProps {
  readonly copies: readonly UpdatableCopy[];
  readonly detail: QueueDetail;
  readonly chosen: readonly CrosspostId[];
  readonly onChoose: (ids: readonly CrosspostId[]) => void;
}

/** Each copy that can be brought up to date, with what it says and would say; any can be left out. */
export function OfferChoice({ copies, detail, chosen, onChoose }: OfferChoiceProps) {
  const { t } = useTranslation();
  return (
    <CheckboxGroup value={chosen.map(String)} onChange={(values) => onChoose(values.map(Number) as CrosspostId[])}>
      <Label className="field-label">{t('offers.updateSheet.choose')}</Label>
      {copies.map((copy) => {
        const view = viewOf(detail, copy);
        return (
          <div key={copy.id} className="offer-choice">
            <Checkbox value={String(copy.id)} className="check">
              <span className="check-box" aria-hidden>
                <Check size={12} />
              </span>
              {view !== undefined && <CopyName copy={view} />}
            </Checkbox>
            <WordsChanged copy={copy} />
          </div>
        );
      })}
    </CheckboxGroup>
  );
}

/** Only what would be another than it is. */
function WordsChanged({ copy: { before, after } }: { readonly copy: UpdatableCopy }) {
  const { t } = useTranslation();
  const yesOrNo = (is: boolean): string => t(is ? 'offers.changed.yes' : 'offers.changed.no');
  const rows = [
    { name: t('offers.changed.title'), was: before.title ?? '', is: after.title ?? '' },
    { name: t('offers.changed.text'), was: before.text, is: after.text },
    { name: t('offers.changed.warning'), was: before.warning ?? '', is: after.warning ?? '' },
    { name: t('offers.changed.sensitive'), was: yesOrNo(before.sensitive), is: yesOrNo(after.sensitive) },
    ...after.altTexts.map((is, index) => ({
      name: t('offers.changed.altText', { number: index + 1 }),
      was: before.altTexts[index] ?? '',
      is,
    })),
  ];
  return (
    <dl className="changes small">
      {rows
        .filter(({ was, is }) => was !== is)
        .map((row) => (
          <Changed key={row.name} {...row} />
        ))}
    </dl>
  );
}
