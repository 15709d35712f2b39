export { openSettings, settingsChangeSchema, type SettingsFile } from './settings.ts'
