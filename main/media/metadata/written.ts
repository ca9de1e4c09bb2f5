/** What is written into a picture anew; null: nothing of the kind. */
export interface Written {
  readonly tiff: Buffer | null;
  readonly xmp: string | null;
}
