import { type FormEvent, useState } from 'react';
import { CircleCheck } from 'lucide-react';
import { Form } from 'react-aria-components';
import { useTranslation } from 'react-i18next';
import type { BucketView } from '../../contract/keys.ts';
import { problemOf } from '../api.ts';
import { ActionButton } from '../ui/button.tsx';
import { Field } from '../ui/field.tsx';
import { ProblemNote } from '../ui/problem.tsx';
import { focusField } from './focus-field.ts';
import { missingPlace, placeAtFirst, placeFields, wrongField, type PlaceField } from './place.ts';
import { usePlace } from './use-place.ts';

/** The bucket as a form. It is kept only once it was tried and works; a failure leaves every field as it was typed. */
export function PlaceForm({ kept }: { readonly kept: BucketView | null }) {
  const { t } = useTranslation();
  const [form, setForm] = useState(() => placeAtFirst(kept));
  const [wasTried, setTried] = useState(false);
  const { saving, removing, forget, isBusy } = usePlace((now) => setForm(placeAtFirst(now)));
  const missing = missingPlace(form, kept !== null);
  const wrong = saving.isError ? wrongField(problemOf(saving.error)) : null;
  const submit = (event: FormEvent<HTMLFormElement>): void => {
    event.preventDefault();
    const page = event.currentTarget;
    setTried(true);
    const [first] = missing;
    if (first !== undefined) focusField(page, first);
    else saving.mutate(form, { onError: (thrown) => focusField(page, wrongField(problemOf(thrown))) });
  };
  const errorOf = (field: PlaceField): string | null => {
    if (field === wrong) return t('settings.place.wrong');
    return wasTried && missing.includes(field) ? t('settings.keys.missing') : null;
  };
  const change = (field: PlaceField, value: string): void => {
    forget();
    setForm((before) => ({ ...before, [field]: value }));
  };
  return (
    <Form className="place-form" onSubmit={submit} validationBehavior="aria">
      {placeFields.map((field) => {
        const hint = hintOf(field, kept !== null);
        return (
          <Field
            key={field}
            name={field}
            label={t(`settings.place.${field}`)}
            type={field === 'secretAccessKey' ? 'password' : 'text'}
            autoComplete="off"
            spellCheck="false"
            value={form[field]}
            error={errorOf(field)}
            onChange={(value) => change(field, value)}
            {...(hint !== null && { hint: t(hint) })}
          />
        );
      })}
      <PlaceOutcome saving={saving} removing={removing} />
      <div className="form-buttons">
        <ActionButton type="submit" isDisabled={isBusy}>
          {saving.isPending ? t('settings.place.saving') : t('settings.place.save')}
        </ActionButton>
        {kept !== null && (
          <ActionButton look="quiet" isDisabled={isBusy} onPress={() => removing.mutate()}>
            {t('settings.place.remove')}
          </ActionButton>
        )}
      </div>
    </Form>
  );
}

/** What trying, keeping or removing it came to; a field that is wrong says so itself. */
function PlaceOutcome({ saving, removing }: Pick<ReturnType<typeof usePlace>, 'saving' | 'removing'>) {
  const { t } = useTranslation();
  const thrown = saving.error ?? removing.error;
  const problem = thrown === null ? null : problemOf(thrown);
  if (problem !== null) {
    if (wrongField(problem) !== null) return null;
    return <ProblemNote problem={problem} network={t('settings.place.bucketName')} announce />;
  }
  return (
    <output className="outcome small">
      {(saving.isSuccess || removing.isSuccess) && <CircleCheck className="good" size={16} aria-hidden />}
      {saving.isSuccess && t('settings.place.saved')}
      {removing.isSuccess && t('settings.place.removed')}
    </output>
  );
}

/** The sentence below a field, by its key; null where its name says enough. */
function hintOf(field: PlaceField, isKept: boolean) {
  switch (field) {
    case 'endpoint':
    case 'region':
    case 'prefix':
    case 'publicBase':
      return `settings.place.${field}Hint` as const;
    case 'secretAccessKey':
      return isKept ? ('settings.keys.kept' as const) : null;
    case 'bucket':
    case 'accessKeyId':
      return null;
  }
}
