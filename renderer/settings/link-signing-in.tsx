import { useEffect, useState } from 'react';
import { ProgressBar } from 'react-aria-components';
import { useTranslation } from 'react-i18next';
import type { LinkProgress } from '../../contract/views.ts';
import { listen } from '../api.ts';
import { ActionButton } from '../ui/button.tsx';

interface LinkSigningInProps {
  /** The network's name. */
  readonly network: string;
  readonly onCancel: () => void;
}

/** A sign-in under way elsewhere: which stage it is in, and the way out. */
export function LinkSigningIn({ network, onCancel }: LinkSigningInProps) {
  const { t } = useTranslation();
  const [stage, setStage] = useState<LinkProgress['stage']>('idle');
  useEffect(() => listen('linkProgress', (progress) => setStage(progress.stage)), []);
  return (
    <>
      <div className="signing-in">
        <ProgressBar className="progress" isIndeterminate aria-label={t('settings.link.progress', { network })}>
          <div className="progress-travel" />
        </ProgressBar>
        <output>{t(`words.stage.${stage}`)}</output>
        {stage === 'waiting_for_you' && <p className="quiet small">{t('settings.link.waitHint')}</p>}
      </div>
      <div className="dialog-actions">
        <ActionButton autoFocus onPress={onCancel}>
          {t('settings.link.cancel')}
        </ActionButton>
      </div>
    </>
  );
}
