import { FieldError, Input, Label, Text, TextArea, TextField, type TextFieldProps } from 'react-aria-components';

interface FieldProps extends Omit<TextFieldProps, 'className' | 'children'> {
  readonly label: string;
  readonly hint?: string;
  readonly error?: string | null;
  /** More than one makes it a text area of so many lines. */
  readonly lines?: number;
  readonly placeholder?: string;
}

export function Field({ label, hint, error = null, lines = 1, placeholder, ...rest }: FieldProps) {
  const shown = { className: 'field-input', dir: 'auto', ...(placeholder !== undefined && { placeholder }) };
  return (
    <TextField {...rest} className="field" isInvalid={error !== null}>
      <Label className="field-label">{label}</Label>
      {lines > 1 ? <TextArea {...shown} rows={lines} /> : <Input {...shown} />}
      {hint !== undefined && (
        <Text slot="description" className="quiet small">
          {hint}
        </Text>
      )}
      <FieldError className="field-error">{error}</FieldError>
    </TextField>
  );
}
