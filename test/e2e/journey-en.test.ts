import { journey } from './journey.ts'

journey('en', { width: 1440, height: 900 })
