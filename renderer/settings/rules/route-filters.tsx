import { useMemo } from 'react';
import { useLocale } from 'react-aria-components';
import { useTranslation } from 'react-i18next';
import type { Filters } from '../../../contract/rules.ts';
import { NumberBox } from '../../ui/number-box.tsx';
import { SwitchLine } from '../../ui/switch.tsx';
import { type ReadTags, TagBox } from '../../ui/tag-box.tsx';
import { readTags, readWords, tagBounds, type TagsRead } from '../../ui/tag-text.ts';
import { languagesIn, readLanguages } from './filters.ts';
import { MediaKinds } from './media-kinds.tsx';

interface RouteFiltersProps {
  readonly filters: Filters;
  readonly onChange: (changes: Partial<Filters>) => void;
}

const dayHours = 24;
const lists = [
  ['onlyTags', readTags],
  ['neverTags', readTags],
  ['onlyWords', readWords],
  ['neverWords', readWords],
] as const;

/** Which posts of the source go through the route. */
export function RouteFilters({ filters, onChange }: RouteFiltersProps) {
  const { t } = useTranslation();
  const said =
    (read: (text: string, before: readonly string[]) => TagsRead): ReadTags =>
    (text, before) => {
      const { values, mistake } = read(text, before);
      const most = mistake === 'too_many' ? tagBounds.count : tagBounds.length;
      return { values, mistake: mistake === null ? null : t(`rules.mistake.tags.${mistake}`, { most }) };
    };
  return (
    <>
      <p className="quiet small">{t('rules.filter.purpose')}</p>
      {lists.map(([name, read]) => (
        <TagBox
          key={name}
          label={t(`rules.filter.${name}`)}
          placeholder={t(read === readTags ? 'rules.filter.tagExample' : 'rules.filter.wordExample')}
          values={filters[name]}
          read={said(read)}
          show={(value) => (read === readTags ? `#${value}` : value)}
          onChange={(values) => onChange({ [name]: values })}
        />
      ))}
      <MediaKinds media={filters.media} onChange={(media) => onChange({ media })} />
      <LanguageBox languages={filters.languages} onChange={(languages) => onChange({ languages })} />
      <NumberBox
        label={t('rules.filter.oldest')}
        unit={t('rules.unit.days', { count: Math.ceil(filters.oldestHours / dayHours) })}
        least={1}
        most={365}
        value={Math.ceil(filters.oldestHours / dayHours)}
        onChange={(days) => onChange({ oldestHours: days * dayHours })}
      />
      <div className="panel-part">
        <SwitchLine
          label={t('rules.filter.switches')}
          isOn={filters.switches}
          onChange={(switches) => onChange({ switches })}
        />
        <p className="quiet small">{t('rules.filter.switchesWhy')}</p>
      </div>
    </>
  );
}

interface LanguageBoxProps {
  readonly languages: readonly string[];
  readonly onChange: (languages: readonly string[]) => void;
}

function LanguageBox({ languages, onChange }: LanguageBoxProps) {
  const { t } = useTranslation();
  const { locale } = useLocale();
  const known = useMemo(() => languagesIn(locale), [locale]);
  return (
    <TagBox
      label={t('rules.filter.languages')}
      hint={t('rules.filter.languagesWhy')}
      placeholder={t('rules.filter.languageExample')}
      values={languages}
      show={known.nameOf}
      read={(text, before) => {
        const { values, unknown } = readLanguages(text, before, known);
        return { values, mistake: unknown === null ? null : t('rules.mistake.language', { typed: unknown }) };
      }}
      onChange={onChange}
    />
  );
}
