// What the bundler puts in the place of `virtual:licences` (scripts/licences.ts).
declare module 'virtual:licences' {
  const gathered: import('./licences.ts').Licences
  export default gathered
}
