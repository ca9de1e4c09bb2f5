/** Takes secrets out of what is about to be logged: by the name of a field, and by the look of a value. */
import { errorCodes } from '../../contract/errors.ts';
import type { Json } from '../../contract/json.ts';

const mark = '[redacted]';
const secretField =
  /token|secret|password|authorization|cookie|verifier|cipher|credential|assertion|private_?key|^(code|jwk|dpop)$/i;
/** `code` is also the name of a Problem's code, which a log is nothing without. */
const harmlessCodes: ReadonlySet<string> = new Set(errorCodes);

/** What stands before a secret in running text is kept (group 1), so that the log still says what was there. */
const secretsInText: readonly RegExp[] = [
  /\b((?:bearer|dpop|basic)\s+)[\w.~+/=-]{8,}/gi,
  /()\beyJ[\w-]{5,}\.[\w-]+(?:\.[\w-]*)*/g,
  /([?&#;](?:[\w-]*(?:token|secret|password|verifier|assertion)|code|state|upload_id)=)[^&#\s"']+/gi,
  /((?:token|secret|password|verifier)["']?\s*[:=]\s*["']?)[\w.~+/=-]{6,}/gi,
  /(\/\/)[^\s/@]+:[^\s/@]+(?=@)/g,
];

export function redactText(text: string): string {
  return secretsInText.reduce((clean, secret) => clean.replace(secret, `$1${mark}`), text);
}

/** The same facts without what must not be read; `field` is the name they stand under. */
export function redact(facts: Json, field = ''): Json {
  if (isSecret(facts, field)) return mark;
  if (typeof facts === 'string') return redactText(facts);
  if (facts === null || typeof facts !== 'object') return facts;
  if (isList(facts)) return facts.map((fact) => redact(fact, field));
  return Object.fromEntries(Object.entries(facts).map(([name, fact]) => [name, redact(fact, name)]));
}

function isSecret(value: Json, field: string): boolean {
  if (!secretField.test(field) || value === null || typeof value === 'boolean' || typeof value === 'number')
    return false;
  return !(field === 'code' && typeof value === 'string' && harmlessCodes.has(value));
}

/** `Array.isArray` does not narrow a readonly array. */
function isList(value: Json): value is readonly Json[] {
  return Array.isArray(value);
}
