/** What every module of an axis says of itself. The same five questions for all, so that a table can be made of them. */
export interface About {
  /** "Sticky cookie": how people call it. */
  readonly name: string;
  /** The field's term for it. */
  readonly term: string;
  /** One line for the picker. */
  readonly says: string;
  readonly looksAt: string;
  readonly remembers: string;
  readonly survives: string;
  readonly goesWrong: string;
  /** Product and directive. */
  readonly modelledOn: string;
}
