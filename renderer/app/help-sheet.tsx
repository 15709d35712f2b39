import { useTranslation } from 'react-i18next'
import { Button, Dialog, Heading, Modal, ModalOverlay } from 'react-aria-components'
import { commandKey, optionKey } from '../keys/index.ts'
import './help-sheet.css'

const COMMAND = commandKey()

/** Keys as they are written; `help` names the text beside them. */
const SHORTCUTS = [
  {
    where: 'everywhere',
    keys: [
      { keys: [[COMMAND, 'L'], ['/']], help: 'focusSelector' },
      { keys: [[COMMAND, 'O']], help: 'openManifests' },
      { keys: [[COMMAND, 'Z']], help: 'undo' },
      { keys: [[COMMAND, '1']], help: 'focusOutline' },
      { keys: [[COMMAND, '2']], help: 'focusGraph' },
      { keys: [[COMMAND, '3']], help: 'focusInspector' },
      { keys: [[COMMAND, 'B']], help: 'foldOutline' },
      { keys: [[COMMAND, optionKey(), 'B']], help: 'foldInspector' },
      { keys: [['Ctrl', '`']], help: 'foldBottom' },
      { keys: [['?']], help: 'help' },
    ],
  },
  {
    where: 'selector',
    keys: [
      { keys: [['Ctrl', 'Space'], ['↓']], help: 'complete' },
      { keys: [['Tab']], help: 'fix' },
      { keys: [['Alt', '↑'], ['Alt', '↓']], help: 'history' },
      { keys: [['Enter']], help: 'keep' },
    ],
  },
  {
    where: 'graph',
    keys: [
      { keys: [['←'], ['→'], ['↑'], ['↓']], help: 'step' },
      { keys: [['Enter']], help: 'open' },
      { keys: [['R']], help: 'relations' },
      { keys: [['L']], help: 'lasso' },
      { keys: [['+'], ['-'], ['0']], help: 'zoom' },
    ],
  },
  {
    where: 'outline',
    keys: [
      { keys: [['↑'], ['↓']], help: 'move' },
      { keys: [['←'], ['→']], help: 'unfold' },
      { keys: [['Enter']], help: 'reveal' },
      { keys: [['Space']], help: 'choose' },
      { keys: [['Delete']], help: 'delete' },
    ],
  },
  {
    where: 'manifest',
    keys: [
      { keys: [[COMMAND, 'Enter']], help: 'applyText' },
      { keys: [[COMMAND, '.']], help: 'fix' },
    ],
  },
] as const

/** The list of all keyboard shortcuts. */
export function HelpSheet({ isOpen, onOpenChange }: { readonly isOpen: boolean; readonly onOpenChange: (open: boolean) => void }) {
  const { t } = useTranslation()
  return (
    <ModalOverlay className="sheet-backdrop" isOpen={isOpen} isDismissable onOpenChange={onOpenChange}>
      <Modal className="sheet floating">
        <Dialog className="sheet-body help-sheet">
          <Heading slot="title">{t('app.help.title')}</Heading>
          {SHORTCUTS.map(({ where, keys }) => (
            <section key={where}>
              <h3>{t(`app.help.${where}`)}</h3>
              <dl>
                {keys.map((row) => (
                  <div key={row.help}>
                    <dt>{t(`app.help.${row.help}`)}</dt>
                    <dd>
                      {row.keys.map((combination) => (
                        <span key={combination.join('+')}>{combination.map((key) => <kbd key={key}>{key}</kbd>)}</span>
                      ))}
                    </dd>
                  </div>
                ))}
              </dl>
            </section>
          ))}
          <div className="sheet-buttons"><Button className="button" slot="close">{t('app.close')}</Button></div>
        </Dialog>
      </Modal>
    </ModalOverlay>
  )
}
