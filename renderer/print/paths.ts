// Where the pages to print are, as the part of the address after `#`.

export const printPaths = {
  book: (from: string, to: string) => `/print/book/${from}/${to}`,
  slip: (handoverId: number) => `/print/slip/${handoverId}`,
}
