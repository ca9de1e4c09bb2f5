/** JSON columns: written by these functions only, so what is read back has the shape that was written. */

export function fromJson<Value>(text: string): Value {
  return JSON.parse(text) as Value;
}

export function fromNullableJson<Value>(text: string | null): Value | null {
  return text === null ? null : fromJson<Value>(text);
}

export function toNullableJson(value: unknown): string | null {
  return value === null ? null : JSON.stringify(value);
}
