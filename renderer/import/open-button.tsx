import { FolderOpen } from 'lucide-react'
import { Button } from 'react-aria-components'
import { useTranslation } from 'react-i18next'
import { chooseManifests } from '../state/index.ts'

export function OpenButton() {
  const { t } = useTranslation()
  return (
    <Button className="button" onPress={() => void chooseManifests()}>
      <FolderOpen size={14} aria-hidden="true" />
      {t('import.open')}
    </Button>
  )
}
