/**
 * The type of a translation: the keys of the English texts, each with a text. A plural form that the language does not have
 * (`_one`) may be left out.
 */
export type Translated<Texts> = {
  readonly [Key in keyof Texts as Key extends `${string}_one` ? never : Key]: Texts[Key] extends string ? string : Translated<Texts[Key]>
}
