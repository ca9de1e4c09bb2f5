import { useQuery } from '@tanstack/react-query';
import { useTranslation } from 'react-i18next';
import { networkIds } from '../../contract/model.ts';
import { problemOf } from '../api.ts';
import { networksQuery } from '../queries.ts';
import { FailedState, Shape } from '../ui/states.tsx';
import { NetworkItem } from './network-item.tsx';
import { PageHead } from './page-head.tsx';
import { PlaceSection } from './place-section.tsx';

/** Every network with its keys and what it offers, and the place for public files. */
export function NetworksPage() {
  const { t } = useTranslation();
  const networks = useQuery(networksQuery);
  return (
    <>
      <PageHead title={t('settings.page.networks')} purpose={t('settings.networks.purpose')} />
      {networks.isError && <FailedState problem={problemOf(networks.error)} onAgain={() => void networks.refetch()} />}
      {networks.isPending && <Shape width="100%" height="20rem" />}
      {networks.data !== undefined && (
        <ul className="network-items" aria-label={t('settings.networks.list')}>
          {networks.data
            .toSorted((left, right) => networkIds.indexOf(left.id) - networkIds.indexOf(right.id))
            .map((network) => (
              <NetworkItem key={network.id} network={network} />
            ))}
        </ul>
      )}
      <PlaceSection />
    </>
  );
}
