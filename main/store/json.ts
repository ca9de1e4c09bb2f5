/** JSON columns: written by these functions only, so what is read back has the shape that was written. */
import type { Json } from '../core/ports/network.ts';

export function fromJson<Value>(text: string): Value {
  return JSON.parse(text) as Value;
}

export function fromNullableJson<Value>(text: string | null): Value | null {
  return text === null ? null : fromJson<Value>(text);
}

export function toNullableJson(value: unknown): string | null {
  return value === null ? null : JSON.stringify(value);
}

/** JSON as RFC 8785 writes it: keys ordered by UTF-16 code units, no white space. One value has one text. */
export function canonicalJson(value: Json): string {
  if (value === null || typeof value !== 'object') return JSON.stringify(value);
  if (isList(value)) return `[${value.map(canonicalJson).join(',')}]`;
  const members = Object.entries(value)
    .toSorted(([left], [right]) => (left < right ? -1 : 1))
    .map(([key, member]) => `${JSON.stringify(key)}:${canonicalJson(member)}`);
  return `{${members.join(',')}}`;
}

function isList(value: Json): value is readonly Json[] {
  return Array.isArray(value);
}
