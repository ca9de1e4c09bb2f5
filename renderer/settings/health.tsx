import { CircleCheck, Clock, Link2, type LucideIcon, TriangleAlert } from 'lucide-react';
import { useTranslation } from 'react-i18next';
import type { AccountHealth } from '../../contract/views.ts';

const icons: Readonly<Record<AccountHealth, LucideIcon>> = {
  working: CircleCheck,
  checking: Clock,
  link_again: Link2,
  trouble: TriangleAlert,
};

/** How an account stands, as a shape and a word. */
export function Health({ health }: { readonly health: AccountHealth }) {
  const { t } = useTranslation();
  const Icon = icons[health];
  return (
    <span className="health" data-health={health}>
      <Icon size={16} aria-hidden />
      {t(`words.health.${health}`)}
    </span>
  );
}
