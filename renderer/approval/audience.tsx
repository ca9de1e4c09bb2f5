import { AtSign, Globe, Link2, type LucideIcon, Star, UsersRound } from 'lucide-react';
import { useTranslation } from 'react-i18next';
import type { Audience } from '../../contract/model.ts';

const icons: Readonly<Record<Audience, LucideIcon>> = {
  direct: AtSign,
  close_friends: Star,
  followers: UsersRound,
  unlisted: Link2,
  public: Globe,
};

export function AudienceLabel({ audience }: { readonly audience: Audience }) {
  const { t } = useTranslation();
  const Icon = icons[audience];
  return (
    <span className="with-icon">
      <Icon size={16} aria-hidden />
      {t(`words.audience.${audience}`)}
    </span>
  );
}
