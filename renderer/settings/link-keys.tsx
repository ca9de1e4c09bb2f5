import { type FormEvent, useRef } from 'react';
import { Form } from 'react-aria-components';
import { useTranslation } from 'react-i18next';
import type { KeysView } from '../../contract/keys.ts';
import { ActionButton } from '../ui/button.tsx';
import { focusField } from './focus-field.ts';
import { Guide } from './guide.tsx';
import { KeyFields } from './key-fields.tsx';
import type { LinkEvent, LinkForm } from './link-flow.ts';
import { LinkMethods } from './link-methods.tsx';
import { SealingWarning } from './sealing-warning.tsx';
import { useKeys } from './use-keys.ts';

interface LinkKeysProps {
  readonly form: LinkForm;
  readonly keys: KeysView;
  readonly send: (event: LinkEvent) => void;
}

/** The person's own developer app, before a sign-in that needs one: how to get it beside where to enter it. */
export function LinkKeysStep({ form, keys, send }: LinkKeysProps) {
  const { t } = useTranslation();
  const { network } = form;
  const draft = useKeys(network, keys);
  const page = useRef<HTMLFormElement>(null);
  const submit = (event: FormEvent<HTMLFormElement>): void => {
    event.preventDefault();
    focusField(
      event.currentTarget,
      draft.save((option) => send({ type: 'keys_saved', network: option })),
    );
  };
  return (
    <Form ref={page} className="link-form" onSubmit={submit} validationBehavior="aria">
      <SealingWarning />
      <p>{t('settings.link.keysWhy', { network: network.name })}</p>
      <div className="with-guide">
        <Guide network={network} />
        <div className="beside-guide">
          <LinkMethods form={form} send={send} />
          <KeyFields network={network} keys={keys} draft={draft} />
          <div>
            <ActionButton isDisabled={draft.isBusy} onPress={() => focusField(page.current, draft.test())}>
              {draft.testing.isPending ? t('settings.keys.testing') : t('settings.keys.test')}
            </ActionButton>
          </div>
        </div>
      </div>
      <div className="dialog-actions">
        <ActionButton look="quiet" onPress={() => send({ type: 'back' })}>
          {t('settings.link.back')}
        </ActionButton>
        <ActionButton look="filled" type="submit" isDisabled={draft.isBusy}>
          {t('settings.keys.saveAndGoOn')}
        </ActionButton>
      </div>
    </Form>
  );
}
