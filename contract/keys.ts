/** The person's own developer app at a network that needs one: what it is made of, and what windows may know of it. */

export const keyFields = ['clientId', 'clientSecret', 'redirectUri'] as const;
export type KeyField = (typeof keyFields)[number];

/** What is secret stays in main: a window learns that it is there, never what it is. */
export const secretKeyFields: readonly KeyField[] = ['clientSecret'];

export interface KeyFieldView {
  readonly name: KeyField;
  /** The value of what is not secret; empty where nothing is saved. */
  readonly value: string;
  readonly isSet: boolean;
}
export interface KeysView {
  readonly fields: readonly KeyFieldView[];
  /** `preset`: the rehearsal's pretend app, which needs no saving. */
  readonly state: 'missing' | 'saved' | 'preset';
  /** The page where a developer app is made. */
  readonly console: string;
  /** The addresses to enter there as redirects; the first is the one that Crosstie uses by itself. */
  readonly redirects: readonly string[];
  /** The permissions to ask for there, as that page spells them. */
  readonly scopes: readonly string[];
}

/** The bucket that the person owns, without its secret. */
export interface BucketView {
  readonly endpoint: string;
  readonly region: string;
  readonly bucket: string;
  readonly prefix: string;
  readonly publicBase: string;
  readonly accessKeyId: string;
}
