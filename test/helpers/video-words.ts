/** What cameras and programs write into an MP4 or MOV besides the frames. */
import { box } from './videos.ts';

export const text = (words: string): Buffer => Buffer.from(words, 'latin1');
export const number = (value: number): Buffer => {
  const bytes = Buffer.alloc(4);
  bytes.writeUInt32BE(value);
  return bytes;
};

/** What phones write: a length, a language, the text. */
export const appleText = (type: string, words: string): Buffer =>
  box(type, Buffer.from([0, words.length, 0x15, 0xc7]), text(words));
export const handler = (kind: string): Buffer => box('hdlr', number(0), number(0), text(kind), Buffer.alloc(13));
export const value = (words: string): Buffer => box('data', number(1), number(0), text(words));

/** QuickTime's list of keys and of values by the number of their key. */
export function keyed(entries: Readonly<Record<string, string>>): readonly Buffer[] {
  const keys = Object.keys(entries).map((key) => box('mdta', text(key)));
  const values = Object.values(entries).map((words, index) => box(number(index + 1).toString('latin1'), value(words)));
  return [handler('mdta'), box('keys', number(0), number(keys.length), ...keys), box('ilst', ...values)];
}

export const xmp = (field: string): Buffer =>
  text(`<x:xmpmeta xmlns:x="adobe:ns:meta/"><rdf:RDF><rdf:Description ${field}/></rdf:RDF></x:xmpmeta>`);
export const xmpId = Buffer.from('be7acfcb97a942e89c71999491e3afac', 'hex');
