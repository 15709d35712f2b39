import { expect } from '@playwright/test'

/** Waits until the page shows what is said, on a busy machine too. */
export const see = expect.configure({ timeout: 20_000 })
