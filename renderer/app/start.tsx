// Starts the application in its page: languages first, then the screens.
import { createRoot } from 'react-dom/client'
import { startLanguages } from '../i18n/index.ts'
import { bridge } from '../api.ts'
import { useAbout } from './about.ts'
import { App } from './App.tsx'
import './app.css'

/** @throws Error when the page has no place for it. */
export async function start(): Promise<void> {
  const root = document.getElementById('root')
  if (root === null) throw new Error('index.html has no #root')
  await startLanguages()
  bridge().onAbout(useAbout.getState().show)
  createRoot(root).render(<App />)
}
