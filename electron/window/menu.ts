import { Menu, type MenuItemConstructorOptions } from 'electron'

/** The application menu: roles only, so that the system words them in its own language. */
export function buildMenu(): Menu {
  const mac: MenuItemConstructorOptions[] = process.platform === 'darwin' ? [{ role: 'appMenu' }] : []
  return Menu.buildFromTemplate([...mac, { role: 'fileMenu' }, { role: 'editMenu' }, {
    role: 'viewMenu',
    submenu: [{ role: 'resetZoom' }, { role: 'zoomIn' }, { role: 'zoomOut' }, { type: 'separator' }, { role: 'togglefullscreen' }],
  }, { role: 'windowMenu' }])
}
