/** What a request's body says, whichever way it was encoded. */
import { z } from 'zod';
import type { Incoming } from './server.ts';

/** The body's fields as one shape, whether JSON, a form or multipart: a JSON array `ids` becomes the fields `ids[]`. */
export async function readFields(incoming: Incoming): Promise<FormData> {
  const type = incoming.headers['content-type'] ?? '';
  if (incoming.body.length === 0) return new FormData();
  if (type.startsWith('application/json')) return fieldsOf(parseObject(incoming.body.toString()));
  return new Response(incoming.body, { headers: { 'content-type': type } }).formData();
}

/** A JSON body that must be an object; throws a SyntaxError or ZodError that the server answers as a bad request. */
export function readJson(incoming: Incoming): Record<string, unknown> {
  return parseObject(incoming.body.toString());
}

const parseObject = (text: string) => z.record(z.string(), z.unknown()).parse(JSON.parse(text));

function fieldsOf(object: Record<string, unknown>): FormData {
  const fields = new FormData();
  for (const [name, value] of Object.entries(object)) {
    if (Array.isArray(value))
      for (const item of value) fields.append(`${name}[]`, typeof item === 'string' ? item : JSON.stringify(item));
    else if (value !== null && value !== undefined)
      fields.append(name, typeof value === 'string' ? value : JSON.stringify(value));
  }
  return fields;
}

/** A text field, or undefined when it is absent or a file. */
export function textField(fields: FormData, name: string): string | undefined {
  const value = fields.get(name);
  return typeof value === 'string' ? value : undefined;
}
