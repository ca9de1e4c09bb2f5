import { type KeyboardEvent, useState } from 'react';
import { X } from 'lucide-react';
import { Button, FieldError, Input, Label, Tag, TagGroup, TagList, Text, TextField } from 'react-aria-components';
import { useTranslation } from 'react-i18next';

/** What a line of text adds to those that are there; `mistake` is a sentence. */
export type ReadTags = (
  text: string,
  before: readonly string[],
) => { readonly values: readonly string[]; readonly mistake: string | null };

interface TagBoxProps {
  readonly label: string;
  readonly hint?: string;
  readonly placeholder: string;
  readonly values: readonly string[];
  readonly read: ReadTags;
  /** How one is shown. */
  readonly show: (value: string) => string;
  readonly onChange: (values: readonly string[]) => void;
}

/** Several words: typed one after another, taken with Enter, a comma or on leaving, each removed by its own button. */
export function TagBox({ label, hint, placeholder, values, read, show, onChange }: TagBoxProps) {
  const [typed, setTyped] = useState('');
  const [mistake, setMistake] = useState<string | null>(null);
  const take = (text: string): void => {
    const result = read(text, values);
    setMistake(result.mistake);
    if (result.mistake !== null) return;
    setTyped('');
    if (result.values.length !== values.length) onChange(result.values);
  };
  const onKeyDown = (event: KeyboardEvent): void => {
    if (event.key === 'Enter' || event.key === ',') {
      event.preventDefault();
      take(typed);
    } else if (event.key === 'Backspace' && typed === '' && values.length > 0) onChange(values.slice(0, -1));
  };
  return (
    <div className="field">
      {values.length > 0 && <Tags label={label} values={values} show={show} onChange={onChange} />}
      <TextField
        className="field"
        value={typed}
        onChange={setTyped}
        isInvalid={mistake !== null}
        onBlur={() => take(typed)}
      >
        <Label className={values.length > 0 ? 'for-readers' : 'field-label'}>{label}</Label>
        <Input
          className="field-input"
          dir="auto"
          autoComplete="off"
          spellCheck="false"
          placeholder={placeholder}
          onKeyDown={onKeyDown}
        />
        {hint !== undefined && (
          <Text slot="description" className="quiet small">
            {hint}
          </Text>
        )}
        <FieldError className="field-error">{mistake}</FieldError>
      </TextField>
    </div>
  );
}

function Tags({ label, values, show, onChange }: Pick<TagBoxProps, 'label' | 'values' | 'show' | 'onChange'>) {
  const { t } = useTranslation();
  return (
    <TagGroup className="tags" onRemove={(removed) => onChange(values.filter((value) => !removed.has(value)))}>
      <Label className="field-label">{label}</Label>
      <TagList className="tag-list">
        {values.map((value) => (
          <Tag key={value} id={value} textValue={show(value)} className="tag">
            <bdi>{show(value)}</bdi>
            <Button slot="remove" className="tag-remove" aria-label={t('rules.removeTag', { tag: show(value) })}>
              <X size={12} aria-hidden />
            </Button>
          </Tag>
        ))}
      </TagList>
    </TagGroup>
  );
}
