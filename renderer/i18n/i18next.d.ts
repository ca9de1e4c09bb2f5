import 'i18next';
import type { Catalogue } from './en.ts';

declare module 'i18next' {
  interface CustomTypeOptions {
    defaultNS: 'translation';
    /** Guides are lists of sentences and are read by `guides.ts`: a list among the keys is more than the types can hold. */
    resources: { readonly translation: Omit<Catalogue, 'guides'> };
  }
}
