import { Check } from 'lucide-react';
import { useQuery } from '@tanstack/react-query';
import { Checkbox, CheckboxGroup, Label } from 'react-aria-components';
import { useTranslation } from 'react-i18next';
import type { CrosspostId } from '../../contract/model.ts';
import type { CrosspostView } from '../../contract/queue-views.ts';
import { accountsQuery, networksQuery } from '../queries.ts';
import { CopyName, OpenCopy } from './copy-name.tsx';
import { type Stays, whyStays } from './take-back.ts';

interface TakeBackChoiceProps {
  readonly copies: readonly CrosspostView[];
  readonly chosen: readonly CrosspostId[];
  readonly onChoose: (ids: readonly CrosspostId[]) => void;
}

/** The copies that can be removed, each to be left out; below them those that stay, with the reason and the way there. */
export function TakeBackChoice({ copies, chosen, onChoose }: TakeBackChoiceProps) {
  const { t } = useTranslation();
  const networks = useQuery(networksQuery).data;
  const accounts = useQuery(accountsQuery).data;
  if (networks === undefined || accounts === undefined) return null;
  const all = copies.map((copy) => ({ copy, stays: whyStays(copy, networks, accounts) }));
  const removable = all.filter(({ stays }) => stays === null);
  const staying = all.flatMap(({ copy, stays }) => (stays === null ? [] : [{ copy, stays }]));
  return (
    <>
      {removable.length > 0 && (
        <CheckboxGroup value={chosen.map(String)} onChange={(values) => onChoose(values.map(Number) as CrosspostId[])}>
          <Label className="field-label">{t('approval.takeBack.choose')}</Label>
          {removable.map(({ copy }) => (
            <Checkbox key={copy.id} value={String(copy.id)} className="check">
              <span className="check-box" aria-hidden>
                <Check size={12} />
              </span>
              <CopyName copy={copy} />
            </Checkbox>
          ))}
        </CheckboxGroup>
      )}
      {staying.length > 0 && (
        <section aria-labelledby="stays-title">
          <h3 id="stays-title" className="field-label">
            {t('approval.takeBack.cannot')}
          </h3>
          <ul>
            {staying.map(({ copy, stays }) => (
              <li key={copy.id} className="copy-line">
                <span className="copy-words">
                  <CopyName copy={copy} />
                  <Reason network={copy.account.networkName} stays={stays} />
                </span>
                <OpenCopy copy={copy} />
              </li>
            ))}
          </ul>
        </section>
      )}
    </>
  );
}

function Reason({ network, stays }: { readonly network: string; readonly stays: Stays }) {
  const { t } = useTranslation();
  const words = (): string => {
    if (stays === 'unlinked' || stays === 'other') return t(`approval.takeBack.${stays}`, { network });
    return t(`words.lack.${stays}`, { network, capability: t('words.capability.remove') });
  };
  return <span className="copy-reason quiet small">{words()}</span>;
}
