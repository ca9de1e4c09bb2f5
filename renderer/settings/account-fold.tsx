import type { ReactNode } from 'react';
import { ChevronRight } from 'lucide-react';
import { Button, Disclosure, DisclosurePanel, Heading } from 'react-aria-components';
import type { AccountView } from '../../contract/views.ts';
import { Handle } from '../ui/handle.tsx';
import { NetworkMark } from '../ui/network-mark.tsx';

interface AccountFoldProps {
  readonly account: AccountView;
  /** What is set now, in a few words. */
  readonly now: string;
  readonly isOpen?: boolean;
  readonly children: ReactNode;
}

/** A line for an account; opened, what can be set for it. */
export function AccountFold({ account, now, isOpen = false, children }: AccountFoldProps) {
  return (
    <li>
      <Disclosure className="network-item" defaultExpanded={isOpen}>
        {({ isExpanded }) => (
          <>
            <Heading level={3} className="network-head">
              <Button slot="trigger" className="network-trigger">
                <NetworkMark network={account.network} />
                <span className="account-fold-name">
                  <span className="account-fold-network">{account.networkName}</span> <Handle handle={account.handle} />
                </span>
                <span className="network-state small">{now}</span>
                <ChevronRight className="network-sign quiet" size={16} aria-hidden />
              </Button>
            </Heading>
            <DisclosurePanel>{isExpanded && <div className="network-body">{children}</div>}</DisclosurePanel>
          </>
        )}
      </Disclosure>
    </li>
  );
}
