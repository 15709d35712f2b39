import { Trash2 } from 'lucide-react'
import { Button } from 'react-aria-components'
import { useTranslation } from 'react-i18next'
import type { ObjectSummary } from '../../shared/ipc/contract.ts'
import { askDelete, refOf, setScope, useQuestion } from '../state/index.ts'

/** What can be done with a namespace as a whole. */
export function NamespaceActions({ namespace }: { readonly namespace: ObjectSummary }) {
  const { t } = useTranslation()
  const only = useQuestion((state) => state.scope === namespace.name)
  return (
    <div className="object-actions">
      <Button className="button" onPress={() => setScope(only ? null : namespace.name)}>
        {t(only ? 'inspector.allNamespaces' : 'inspector.onlyNamespace')}
      </Button>
      <Button className="button" onPress={() => askDelete([refOf(namespace)])}>
        <Trash2 size={14} aria-hidden="true" />
        {t('inspector.deleteNamespace')}
      </Button>
    </div>
  )
}
