// What happened and what to do, for every error code of the contract.
import type { error as zh } from '../zh-CN/error.ts'
import type { Same } from '../same.ts'

export const error = {
  invalidInput: {
    what: 'Something filled in is not right.',
    advice: 'Check the fields marked in red and try again.',
  },
  notSignedIn: {
    what: 'You are signed out.',
    advice: 'Sign in again. What you were writing is kept for you.',
  },
  forbidden: {
    what: 'Your role does not allow this.',
    advice: 'If you need it, ask an administrator to change your roles.',
  },
  notFound: {
    what: 'It was not found, or you may not see it.',
    advice: 'Check it and try again.',
  },
  refused: {
    what: 'The rules do not allow this.',
    advice: 'Put right what is named and try again.',
  },
  wrongPassword: {
    what: 'The name, password or key is not right.',
    advice: 'Check capital letters and the input method, and try again.',
  },
  unavailable: {
    what: 'The archive cannot be opened now.',
    advice: 'Make sure that no other program is using it, and try again.',
  },
  cancelled: {
    what: 'Cancelled.',
    advice: 'Nothing was changed.',
  },
  storage: {
    what: 'The disk could not be written or read.',
    advice: 'Check whether it is full, read-only or disconnected. Nothing was left half done.',
  },
  internal: {
    what: 'The program made a mistake.',
    advice: 'Try again; if it happens again, restart the program and tell your administrator.',
  },
} as const satisfies Same<typeof zh>
