/** How the text form of a type becomes its binary form, and back. */
export interface BinaryForm {
  readonly write: (text: string) => Uint8Array;
  readonly read: (bytes: Buffer) => string;
}
