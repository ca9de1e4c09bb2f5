import { type FormEvent, useState } from 'react';
import { Check, KeyRound } from 'lucide-react';
import { Form } from 'react-aria-components';
import { useTranslation } from 'react-i18next';
import { type Problem, remedyFor } from '../../contract/errors.ts';
import { ActionButton } from '../ui/button.tsx';
import { ProblemNote } from '../ui/problem.tsx';
import { focusField } from './focus-field.ts';
import { Guide } from './guide.tsx';
import { LinkFields } from './link-fields.tsx';
import { type LinkEvent, type LinkForm, missingOf, usesKeys } from './link-flow.ts';
import { LinkMethods } from './link-methods.tsx';
import { SealingWarning } from './sealing-warning.tsx';
import { sentencesOf } from './permissions.ts';

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
      <div className={form.method === 'token' ? 'with-guide' : 'link-form'}>
        {form.method === 'token' && <Guide network={form.network} />}
        <div className={form.method === 'token' ? 'beside-guide' : 'link-form'}>
          <Asked form={form} />
          <LinkMethods form={form} send={send} />
          <KeysLine form={form} send={send} />
          <LinkFields form={form} missing={wasTried ? missing : []} send={send} />
        </div>
      </div>
      {problem !== null && (
        <ProblemNote problem={problem} network={form.network.name} announce>
          {remedyFor(problem.code) === 'keys' && usesKeys(form) && (
            <ActionButton onPress={() => send({ type: 'keys' })}>{t('problems.remedy.keys')}</ActionButton>
          )}
        </ProblemNote>
      )}
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

/** Whose app the sign-in goes by. */
function KeysLine({ form, send }: Pick<LinkFormProps, 'form' | 'send'>) {
  const { t } = useTranslation();
  if (!usesKeys(form)) return null;
  return (
    <p className="keys-line quiet small">
      <KeyRound size={16} aria-hidden />
      {form.network.keys?.state === 'preset' ? t('settings.link.keysPreset') : t('settings.link.keysSaved')}
      {form.network.keys?.state === 'saved' && (
        <ActionButton look="quiet" onPress={() => send({ type: 'keys' })}>
          {t('settings.link.keysChange')}
        </ActionButton>
      )}
    </p>
  );
}

function Asked({ form }: { readonly form: LinkForm }) {
  const { t } = useTranslation();
  return (
    <div>
      <p>{t('settings.link.asks')}</p>
      <ul className="asked">
        {sentencesOf(form.network.permissions).map((sentence) => (
          <li key={sentence} className="with-sign">
            <Check size={16} className="good" aria-hidden />
            {t(`words.permission.${sentence}`)}
          </li>
        ))}
      </ul>
      <p className="quiet small">{t('settings.link.noMore')}</p>
    </div>
  );
}
