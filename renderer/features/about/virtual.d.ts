// What the bundler puts in the place of `virtual:licences` (scripts/licences.ts).
declare module 'virtual:licences' {
  // oxlint-disable-next-line typescript/consistent-type-imports -- a module that is only declared may not import from beside it
  const gathered: import('./licences.ts').Licences
  export default gathered
}
