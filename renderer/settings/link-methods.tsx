import { Label, Radio, RadioGroup } from 'react-aria-components';
import { useTranslation } from 'react-i18next';
import type { SignInMethod } from '../../contract/model.ts';
import type { LinkEvent, LinkForm } from './link-flow.ts';

interface LinkMethodsProps {
  readonly form: LinkForm;
  readonly send: (event: LinkEvent) => void;
}

/** The ways to sign in at the network, where there is more than one. */
export function LinkMethods({ form, send }: LinkMethodsProps) {
  const { t } = useTranslation();
  if (form.network.methods.length < 2) return null;
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
