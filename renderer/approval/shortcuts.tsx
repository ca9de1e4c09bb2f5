import { Fragment } from 'react';
import { useTranslation } from 'react-i18next';
import { ActionButton } from '../ui/button.tsx';
import { Sheet } from '../ui/dialog.tsx';

const shortcuts = [
  ['next', ['J', '↓']],
  ['previous', ['K', '↑']],
  ['pictures', ['←', '→']],
  ['approve', ['⏎', 'A']],
  ['skip', ['S']],
  ['undo', ['U']],
  ['edit', ['E']],
  ['time', ['T']],
  ['leave', ['Esc']],
  ['open', ['O']],
  ['search', ['/']],
  ['tabs', ['1', '5']],
  ['help', ['?']],
] as const;

export function ShortcutsSheet({ isOpen, onClose }: { readonly isOpen: boolean; readonly onClose: () => void }) {
  const { t } = useTranslation();
  return (
    <Sheet title={t('approval.footer.shortcuts')} isOpen={isOpen} onClose={onClose} isLight>
      <dl className="shortcuts">
        {shortcuts.map(([name, keys]) => (
          <div key={name} className="shortcut">
            <dt>{t(`approval.keys.${name}`)}</dt>
            <dd>
              {keys.map((key, index) => (
                <Fragment key={key}>
                  {index > 0 && <span className="quiet small">{name === 'tabs' ? '–' : t('approval.keys.or')}</span>}
                  <kbd className="key">{key}</kbd>
                </Fragment>
              ))}
            </dd>
          </div>
        ))}
      </dl>
      <div className="dialog-actions">
        <ActionButton autoFocus onPress={onClose}>
          {t('approval.keys.close')}
        </ActionButton>
      </div>
    </Sheet>
  );
}
