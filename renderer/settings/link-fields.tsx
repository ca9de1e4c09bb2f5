import { useTranslation } from 'react-i18next';
import { Field } from '../ui/field.tsx';
import { fieldsOf, type LinkEvent, type LinkField, type LinkForm } from './link-flow.ts';

interface LinkFieldsProps {
  readonly form: LinkForm;
  readonly missing: readonly LinkField[];
  readonly send: (event: LinkEvent) => void;
}

export function LinkFields({ form, missing, send }: LinkFieldsProps) {
  const { t } = useTranslation();
  const label = (field: LinkField): string => {
    const findsByHandle = form.network.id === 'bluesky' && form.method !== 'app_password';
    return field === 'instance' && findsByHandle ? t('settings.link.handleOrServer') : t(`settings.link.${field}`);
  };
  // The example is of what finds the server; an app password is asked for a server as such.
  const example = form.method === 'app_password' ? undefined : form.network.instance?.example;
  return fieldsOf(form).map((field, index) => (
    <Field
      key={field}
      name={field}
      label={label(field)}
      type={field === 'appPassword' || field === 'token' ? 'password' : 'text'}
      autoComplete="off"
      spellCheck="false"
      autoFocus={index === 0}
      value={form.values[field]}
      error={missing.includes(field) ? t('settings.link.missing') : null}
      onChange={(value) => send({ type: 'value', field, value })}
      {...(field === 'instance' && example !== undefined && { hint: t('settings.link.example', { example }) })}
      {...(field === 'token' && { hint: t('settings.link.tokenHint') })}
    />
  ));
}
