import { lazy, Suspense } from 'react'
import { useTranslation } from 'react-i18next'
import { Button, Dialog, Heading, Modal, ModalOverlay } from 'react-aria-components'
import './fidelity-sheet.css'

/** The ledger is long and seldom read: it is fetched when it is. */
const LedgerView = lazy(async () => ({ default: (await import('./ledger-view.tsx')).LedgerView }))

/** How far the cluster is like a real one: what differs, what was compared, and all kinds. */
export function FidelitySheet({ isOpen, onOpenChange }: { readonly isOpen: boolean; readonly onOpenChange: (open: boolean) => void }) {
  const { t } = useTranslation()
  return (
    <ModalOverlay className="sheet-backdrop" isOpen={isOpen} isDismissable onOpenChange={onOpenChange}>
      <Modal className="sheet floating fidelity-sheet">
        <Dialog className="sheet-body fidelity-body">
          <Heading slot="title">{t('fidelity.title')}</Heading>
          <Suspense fallback={<div className="fidelity-content" />}><LedgerView /></Suspense>
          <div className="sheet-buttons"><Button className="button" slot="close">{t('app.close')}</Button></div>
        </Dialog>
      </Modal>
    </ModalOverlay>
  )
}
