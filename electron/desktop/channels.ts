// The messages between preload and main; nothing else is listened to.
export const CHANNELS = {
  call: 'yidang:call',
  print: 'yidang:print',
  chooseFolder: 'yidang:choose-folder',
  machine: 'yidang:machine',
  language: 'yidang:language',
  /** The one that main sends: the menu asks for the page's own words about the program. */
  about: 'yidang:about',
} as const

/** How main tells the preload which language the screens were last shown in: an argument of the page's process. */
export const LANGUAGE_ARGUMENT = '--yidang-language='
