import { type FormEvent, useRef } from 'react';
import { Form } from 'react-aria-components';
import { useTranslation } from 'react-i18next';
import type { KeysView } from '../../contract/keys.ts';
import type { NetworkOption } from '../../contract/views.ts';
import { ActionButton } from '../ui/button.tsx';
import { focusField } from './focus-field.ts';
import { Guide } from './guide.tsx';
import { KeyFields } from './key-fields.tsx';
import { SealingWarning } from './sealing-warning.tsx';
import { useKeys } from './use-keys.ts';

interface NetworkKeysProps {
  readonly network: NetworkOption;
  readonly keys: KeysView;
}

/** The person's developer app at one network: how to get it, what is kept of it, whether the network knows it. */
export function NetworkKeys({ network, keys }: NetworkKeysProps) {
  const { t } = useTranslation();
  const draft = useKeys(network, keys);
  const form = useRef<HTMLFormElement>(null);
  const submit = (event: FormEvent<HTMLFormElement>): void => {
    event.preventDefault();
    focusField(event.currentTarget, draft.save());
  };
  return (
    <>
      <Guide network={network} />
      <Form ref={form} className="link-form" onSubmit={submit} validationBehavior="aria">
        <SealingWarning />
        <KeyFields network={network} keys={keys} draft={draft} />
        <div className="form-buttons">
          <ActionButton type="submit" isDisabled={draft.isBusy}>
            {t('settings.keys.save')}
          </ActionButton>
          <ActionButton isDisabled={draft.isBusy} onPress={() => focusField(form.current, draft.test())}>
            {draft.testing.isPending ? t('settings.keys.testing') : t('settings.keys.test')}
          </ActionButton>
          {keys.state === 'saved' && (
            <ActionButton look="quiet" isDisabled={draft.isBusy} onPress={draft.remove}>
              {t('settings.keys.remove')}
            </ActionButton>
          )}
        </div>
      </Form>
    </>
  );
}
