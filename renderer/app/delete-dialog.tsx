import { useTranslation } from 'react-i18next'
import { Button, Dialog, Heading, Modal, ModalOverlay } from 'react-aria-components'
import { formatRef } from '../../shared/model/index.ts'
import { cancelDelete, confirmDelete, useDelete, type PendingDelete } from '../state/index.ts'
import './delete-dialog.css'

const LISTED = 6

function DeleteQuestion({ pending }: { readonly pending: PendingDelete }) {
  const { t } = useTranslation()
  const { refs, how, along } = pending
  const count = refs.length
  const namespaces = refs.filter((ref) => ref.kind === 'Namespace')
  const only = count === 1 ? refs[0] : undefined
  const title = only?.kind === 'Namespace'
    ? t('app.delete.titleNamespace', { name: only.name })
    : refs.every((ref) => ref.kind === 'Pod') ? t('app.delete.titlePods', { count }) : t('app.delete.title', { count })
  return (
    <>
      <Heading slot="title">{title}</Heading>
      {along > 0 && <p>{namespaces.length === 1 ? t('app.delete.along', { count: along }) : t('app.delete.alongSeveral', { count: along })}</p>}
      {how !== undefined && <pre className="delete-how mono">{how}</pre>}
      {only === undefined && (
        <ul className="delete-list mono">
          {refs.slice(0, LISTED).map((ref) => (
            <li key={`${ref.kind} ${ref.namespace} ${ref.name}`} className="ellipsis">
              <bdi>{formatRef(ref)}</bdi>{ref.namespace !== '' && <span className="muted"> -n <bdi>{ref.namespace}</bdi></span>}
            </li>
          ))}
          {count > LISTED && <li className="muted delete-more">{t('app.delete.more', { count: count - LISTED })}</li>}
        </ul>
      )}
      <p className="muted">{t('app.delete.undoable')}</p>
      <div className="sheet-buttons">
        <Button
          className="button"
          // oxlint-disable-next-line jsx-a11y/no-autofocus -- an alert dialog starts on the choice that destroys nothing
          autoFocus
          onPress={cancelDelete}
        >
          {t('app.cancel')}
        </Button>
        <Button className="button button-primary" onPress={confirmDelete}>{t('app.delete.confirm')}</Button>
      </div>
    </>
  )
}

/** Asks before a deletion that takes much along, saying exactly what goes. */
export function DeleteDialog() {
  const pending = useDelete((state) => state.pending)
  return (
    <ModalOverlay className="sheet-backdrop" isOpen={pending !== null} isDismissable onOpenChange={(open) => { if (!open) cancelDelete() }}>
      <Modal className="sheet floating">
        <Dialog className="sheet-body delete-dialog" role="alertdialog">{pending !== null && <DeleteQuestion pending={pending} />}</Dialog>
      </Modal>
    </ModalOverlay>
  )
}
