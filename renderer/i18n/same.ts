// What makes a translated catalogue complete, checked by the compiler: `{…} satisfies Same<typeof zh>`.

/** Chinese has one plural form (`x_other`); a language with a singular adds `x_one` beside it. */
type Singulars<Catalogue> = {
  readonly [Key in keyof Catalogue & string as Key extends `${infer Stem}_other` ? `${Stem}_one` : never]: string
}

/** The keys of `Catalogue`, no more and no less, with words of another language. */
export type Same<Catalogue> = {
  readonly [Key in keyof Catalogue]: Catalogue[Key] extends string ? string : Same<Catalogue[Key]>
} & Singulars<Catalogue>
