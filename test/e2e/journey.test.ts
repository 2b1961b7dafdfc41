// In a file of its own per language, so that both run side by side.
import { journey } from './journey.ts'

journey('zh-CN', { width: 1280, height: 720 })
