import { useMemo } from 'react';
import { ChevronDown } from 'lucide-react';
import { Button, ComboBox, Input, Label, ListBox, ListBoxItem, Popover } from 'react-aria-components';
import { useTranslation } from 'react-i18next';
import { isZoneLike, zones } from './zones.ts';

const machine = 'machine';

interface ZoneBoxProps {
  readonly zone: string | null;
  readonly onChange: (zone: string | null) => void;
}

/** The clock that slots, quiet hours and days are of: the machine's, or one that is searched for by name. */
export function ZoneBox({ zone, onChange }: ZoneBoxProps) {
  const { t } = useTranslation();
  const own = useMemo(() => new Intl.DateTimeFormat().resolvedOptions().timeZone, []);
  const asMachine = t('schedule.zone.machine', { zone: own });
  const items = useMemo(
    () => [{ id: machine, name: asMachine }, ...zones(zone).map((name) => ({ id: name, name }))],
    [asMachine, zone],
  );
  return (
    <ComboBox
      className="zone"
      defaultItems={items}
      defaultFilter={isZoneLike}
      menuTrigger="focus"
      value={zone ?? machine}
      onChange={(chosen) => {
        if (typeof chosen === 'string' && chosen !== (zone ?? machine)) onChange(chosen === machine ? null : chosen);
      }}
    >
      <Label className="section-title">{t('schedule.zone.title')}</Label>
      <div className="zone-line">
        <Input className="field-input" />
        <Button className="button button-quiet button-icon zone-button" aria-label={t('schedule.zone.show')}>
          <ChevronDown size={16} aria-hidden />
        </Button>
      </div>
      <Popover className="popover zone-list">
        <ListBox className="menu">
          {(item: { readonly id: string; readonly name: string }) => (
            <ListBoxItem className="menu-item" textValue={item.name}>
              {item.name}
            </ListBoxItem>
          )}
        </ListBox>
      </Popover>
    </ComboBox>
  );
}
