import { BookOpen } from 'lucide-react'
import { Button, Menu, MenuItem, MenuTrigger, Popover } from 'react-aria-components'
import { useTranslation } from 'react-i18next'
import { formatRef } from '../../shared/model/index.ts'
import { SAMPLES } from '../../shared/study/index.ts'
import { applySample } from './sample-drag.ts'

/** The samples of the notes, to be applied at any time. */
export function SamplesMenu() {
  const { t } = useTranslation()
  return (
    <MenuTrigger>
      <Button className="button">
        <BookOpen size={14} aria-hidden="true" />
        {t('import.samples')}
      </Button>
      <Popover className="floating" placement="bottom end">
        <Menu className="floating-list" aria-label={t('import.samplesMenu')}>
          {SAMPLES.map((sample) => (
            <MenuItem key={sample.name} id={sample.name} className="floating-item mono" onAction={() => void applySample(sample)}>
              {formatRef(sample.object)}
            </MenuItem>
          ))}
        </Menu>
      </Popover>
    </MenuTrigger>
  )
}
