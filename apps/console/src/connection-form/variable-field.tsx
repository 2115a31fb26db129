import type { VariableTemplate } from './connector-version.ts';
import { isRequired } from './entries.ts';
import { useForm } from './form-context.ts';
import { SecretField } from './secret-field.tsx';
import { CheckEntry, ChoiceEntry, TextEntry } from './text-fields.tsx';

interface VariableFieldProps {
  readonly template: VariableTemplate;
  readonly prefix: 'var' | 'auth' | 'ssl';
}

/** The control of a config variable, drawn from its template. */
export function VariableField({ template, prefix }: VariableFieldProps) {
  const { entries } = useForm();
  const { key, valueType, displayName: label = key, description: hint, enumOptions = [] } = template;
  const field = `${prefix}.${key}`;
  const required = isRequired(template, prefix, entries);
  switch (valueType) {
    case 'BOOL':
      return <CheckEntry field={field} label={label} hint={hint ?? ''} />;
    case 'ENUM':
      return (
        <ChoiceEntry
          field={field}
          label={label}
          hint={hint}
          isRequired={required}
          options={enumOptions}
          none="Default"
        />
      );
    case 'SECRET':
      return <SecretField field={field} label={label} hint={hint} isRequired={required} />;
    default:
      return (
        <TextEntry
          field={field}
          label={label}
          hint={hint}
          isRequired={required}
          isMono={/Sid|SID/.test(label)}
          isNumber={valueType === 'INT'}
        />
      );
  }
}
