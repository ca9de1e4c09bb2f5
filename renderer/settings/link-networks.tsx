import { Button } from 'react-aria-components';
import { useTranslation } from 'react-i18next';
import { networkIds } from '../../contract/model.ts';
import type { NetworkOption } from '../../contract/views.ts';
import { NetworkMark } from '../ui/network-mark.tsx';

interface LinkNetworksProps {
  readonly networks: readonly NetworkOption[];
  readonly onChoose: (network: NetworkOption) => void;
}

export function LinkNetworks({ networks, onChoose }: LinkNetworksProps) {
  const { t } = useTranslation();
  return (
    <>
      <p className="quiet">{t('settings.link.choose')}</p>
      <ul className="network-cards">
        {inOrder(networks).map((network) => (
          <li key={network.id}>
            <Button className="network-card" onPress={() => onChoose(network)}>
              <NetworkMark network={network.id} size={24} />
              <span className="network-name">{network.name}</span>
              <span className="quiet small">{t(`settings.link.${roleOf(network)}`)}</span>
            </Button>
          </li>
        ))}
      </ul>
    </>
  );
}

/** Where people post pictures comes first, as everywhere in the product. */
function inOrder(networks: readonly NetworkOption[]): readonly NetworkOption[] {
  return networks.toSorted((left, right) => networkIds.indexOf(left.id) - networkIds.indexOf(right.id));
}

function roleOf({ canRead, canPublish }: NetworkOption): 'both' | 'reads' | 'publishes' {
  if (canRead && canPublish) return 'both';
  return canRead ? 'reads' : 'publishes';
}
