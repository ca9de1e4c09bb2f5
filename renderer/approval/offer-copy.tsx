import { useQuery } from '@tanstack/react-query';
import { useTranslation } from 'react-i18next';
import { networkNames } from '../../contract/network-names.ts';
import type { CopyOffer } from '../../contract/offers.ts';
import type { QueueDetail } from '../../contract/queue-views.ts';
import { networksQuery } from '../queries.ts';
import { ProblemNote } from '../ui/problem.tsx';
import { CopyName, OpenCopy } from './copy-name.tsx';
import { viewOf } from './offers.ts';

interface CopyLineProps {
  readonly copy: CopyOffer;
  readonly detail: QueueDetail;
  /** What stays undone: new words, or the removal. */
  readonly of: 'update' | 'remove';
}

/** A copy that stays as it is: its name, why, and the way there. */
export function CopyLine({ copy, detail, of }: CopyLineProps) {
  const view = viewOf(detail, copy);
  const network = networkNames[copy.network];
  if (view === undefined) return null;
  return (
    <li className="copy-line">
      <span className="copy-words">
        <CopyName copy={view} />
        {copy.problem === null && <Reason copy={copy} of={of} />}
      </span>
      <OpenCopy copy={view} />
      {copy.problem !== null && <WentWrong copy={copy} of={of} network={network} />}
    </li>
  );
}

function WentWrong({ copy, of, network }: Pick<CopyLineProps, 'copy' | 'of'> & { readonly network: string }) {
  const { t } = useTranslation();
  if (copy.problem === null) return null;
  const isUnsettled = of === 'update' && copy.problem.code === 'unknown';
  const sentence = isUnsettled ? { sentence: t('offers.notKnown', { network }) } : {};
  return <ProblemNote problem={copy.problem} network={network} {...sentence} />;
}

function Reason({ copy, of }: Pick<CopyLineProps, 'copy' | 'of'>) {
  const { t } = useTranslation();
  const words = useReason(copy, of);
  const network = networkNames[copy.network];
  return <span className="copy-reason quiet small">{copy.isGoing ? t('offers.going', { network }) : words}</span>;
}

/** What the network lacks is said in the words of the list of what each network offers. */
function useReason({ network: id, stays, canRemove }: CopyOffer, of: 'update' | 'remove'): string {
  const { t } = useTranslation();
  const offered = useQuery(networksQuery).data?.find((network) => network.id === id)?.capabilities;
  const network = networkNames[id];
  const isLacking = of === 'remove' ? !canRemove : stays === 'no_call';
  const capability = of === 'remove' ? 'remove' : 'edit';
  const lack = offered?.[capability];
  if (isLacking && lack !== undefined && lack !== 'yes')
    return t(`words.lack.${lack}`, { network, capability: t(`words.capability.${capability}`) });
  if (of === 'remove' || stays === null || stays === 'no_call') return '';
  return t(`offers.reason.${stays}`, { network });
}
