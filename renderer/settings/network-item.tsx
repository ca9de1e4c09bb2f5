import { ChevronRight } from 'lucide-react';
import { Button, Disclosure, DisclosurePanel, Heading } from 'react-aria-components';
import { useTranslation } from 'react-i18next';
import type { NetworkOption } from '../../contract/views.ts';
import { NetworkMark } from '../ui/network-mark.tsx';
import { NetworkKeys } from './network-keys.tsx';
import { NetworkOffers } from './network-offers.tsx';

/** A line for each network; opened, its guide, its keys, and what it offers. */
export function NetworkItem({ network }: { readonly network: NetworkOption }) {
  const { t } = useTranslation();
  const state = network.keys?.state ?? 'none';
  return (
    <li>
      <Disclosure className="network-item">
        {({ isExpanded }) => (
          <>
            <Heading level={2} className="network-head">
              <Button slot="trigger" className="network-trigger">
                <NetworkMark network={network.id} />
                <span className="network-item-name">{network.name}</span>
                <span className="network-state small" data-state={state}>
                  {t(`settings.networks.state.${state}`)}
                </span>
                <ChevronRight className="network-sign quiet" size={16} aria-hidden />
              </Button>
            </Heading>
            <DisclosurePanel>
              {/* Drawn only when it can be seen: ten guides are long. */}
              {isExpanded && (
                <div className="network-body">
                  {network.keys !== null && <NetworkKeys network={network} keys={network.keys} />}
                  <NetworkOffers network={network} />
                </div>
              )}
            </DisclosurePanel>
          </>
        )}
      </Disclosure>
    </li>
  );
}
