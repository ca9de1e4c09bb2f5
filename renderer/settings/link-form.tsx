import { type FormEvent, useState } from 'react';
import { Check } from 'lucide-react';
import { Form, Label, Radio, RadioGroup } from 'react-aria-components';
import { useTranslation } from 'react-i18next';
import type { Problem } from '../../contract/errors.ts';
import type { SignInMethod } from '../../contract/model.ts';
import { ActionButton } from '../ui/button.tsx';
import { ProblemNote } from '../ui/problem.tsx';
import { LinkFields } from './link-fields.tsx';
import { type LinkEvent, type LinkField, type LinkForm, missingOf } from './link-flow.ts';
import { SealingWarning } from './sealing-warning.tsx';

interface LinkFormProps {
  readonly form: LinkForm;
  readonly problem: Problem | null;
  readonly send: (event: LinkEvent) => void;
  readonly onSubmit: () => void;
}

/** What Crosstie will ask for, how to sign in, and what that needs; nothing has been sent before the submit. */
export function LinkFormStep({ form, problem, send, onSubmit }: LinkFormProps) {
  const { t } = useTranslation();
  const [wasTried, setTried] = useState(false);
  const missing = missingOf(form);
  const submit = (event: FormEvent<HTMLFormElement>): void => {
    event.preventDefault();
    setTried(true);
    const [first] = missing;
    if (first === undefined) onSubmit();
    else focusField(event.currentTarget, first);
  };
  return (
    <Form className="link-form" onSubmit={submit} validationBehavior="aria">
      <SealingWarning />
      <Asked form={form} />
      {form.network.methods.length > 1 && <Methods form={form} send={send} />}
      <LinkFields form={form} missing={wasTried ? missing : []} send={send} />
      {problem !== null && <ProblemNote problem={problem} network={form.network.name} announce />}
      <div className="dialog-actions">
        <ActionButton look="quiet" onPress={() => send({ type: 'back' })}>
          {t('settings.link.back')}
        </ActionButton>
        <ActionButton look="filled" type="submit">
          {t('settings.link.start')}
        </ActionButton>
      </div>
    </Form>
  );
}

/** What is missing may stand below the edge of the sheet: the focus brings it into view. */
function focusField(form: HTMLFormElement, name: LinkField): void {
  const field = form.elements.namedItem(name);
  if (field instanceof HTMLElement) field.focus();
}

function Asked({ form }: { readonly form: LinkForm }) {
  const { t } = useTranslation();
  return (
    <div>
      <p>{t('settings.link.asks')}</p>
      <ul className="asked">
        {form.network.permissions.map(({ scope, sentence }) => (
          <li key={scope} className="with-sign">
            <Check size={16} className="good" aria-hidden />
            {t(`words.permission.${sentence}`)}
          </li>
        ))}
      </ul>
      <p className="quiet small">{t('settings.link.noMore')}</p>
    </div>
  );
}

function Methods({ form, send }: Pick<LinkFormProps, 'form' | 'send'>) {
  const { t } = useTranslation();
  return (
    <RadioGroup value={form.method} onChange={(method) => send({ type: 'method', method: method as SignInMethod })}>
      <Label className="field-label">{t('settings.link.how')}</Label>
      {form.network.methods.map((method) => (
        <Radio key={method} value={method} className="choice">
          <span className="choice-dot" aria-hidden />
          <span>
            {t(`words.method.${method}`)}
            <span className="choice-hint quiet small">
              {t(`settings.link.methodHint.${method}`, { network: form.network.name })}
            </span>
          </span>
        </Radio>
      ))}
    </RadioGroup>
  );
}
