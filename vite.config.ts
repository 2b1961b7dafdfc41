// Builds the renderer into dist/renderer, with relative addresses so that both shells can serve it.
import react from '@vitejs/plugin-react'
import { defineConfig } from 'vite'
import { licences } from './scripts/licences.ts'

export default defineConfig({
  root: 'renderer',
  base: './',
  plugins: [react(), licences()],
  build: {
    outDir: '../dist/renderer',
    emptyOutDir: true,
    target: 'es2024',
    sourcemap: false,
    modulePreload: { polyfill: false },
    chunkSizeWarningLimit: 1500,
    rolldownOptions: {
      output: {
        codeSplitting: {
          groups: [
            { name: 'react', test: /node_modules[\\/](?:react|react-dom|scheduler|zustand|wouter|i18next|react-i18next)[\\/]/ },
            { name: 'zod', test: /node_modules[\\/]zod[\\/]/ },
          ],
        },
      },
    },
  },
})
