import { Ellipsis } from 'lucide-react';
import { Menu, MenuItem, MenuTrigger, Popover } from 'react-aria-components';
import { useTranslation } from 'react-i18next';
import type { CrosspostView } from '../../contract/queue-views.ts';
import { ask } from '../api.ts';
import { IconButton } from '../ui/button.tsx';
import { useCardActions } from './use-actions.ts';

/** What is seldom wanted of a card. */
export function CardMenu({ crosspost }: { readonly crosspost: CrosspostView }) {
  const { t } = useTranslation();
  const { openSheet, run } = useCardActions();
  const { id, edited, canFinishByHand } = crosspost;
  if (!edited && !canFinishByHand) return null;
  const label = t('approval.card.menu', { network: crosspost.account.networkName });
  return (
    <MenuTrigger>
      <IconButton label={label}>
        <Ellipsis size={16} aria-hidden />
      </IconButton>
      <Popover className="popover" placement="bottom end">
        <Menu className="menu" aria-label={label}>
          {edited && (
            <MenuItem className="menu-item" onAction={() => run(() => ask('resetEdit', { id }))}>
              {t('approval.card.putBack')}
            </MenuItem>
          )}
          {canFinishByHand && (
            <MenuItem className="menu-item" onAction={() => openSheet({ kind: 'by_hand', crosspost })}>
              {t('approval.card.byHand')}
            </MenuItem>
          )}
        </Menu>
      </Popover>
    </MenuTrigger>
  );
}
