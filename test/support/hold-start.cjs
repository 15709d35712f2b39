// Required before the program under test: holds its start back until the driver listens. A window that opened before would never be told to it.
'use strict'
const { app } = require('electron')

process.argv.splice(process.argv.indexOf('-r'), 2)
const ready = app.whenReady()
const listening = new Promise((resolve) => {
  // The driver calls it when it is connected.
  Object.defineProperty(globalThis, '__playwright_run', { value: resolve })
})
app.whenReady = () => listening.then(() => ready)
