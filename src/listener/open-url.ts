import type { OpenUrl } from '../kernel/ports.js'
export const openUrl: OpenUrl = () => Promise.resolve(false)
