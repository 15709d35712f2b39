import { useTranslation } from 'react-i18next'
import { CopyButton as PlainCopyButton } from '../copy-button/index.ts'
import { copyText } from '../state/index.ts'

interface Props {
  /** Made when it is copied. */
  readonly text: () => string
  readonly label: string
}

export function CopyButton({ text, label }: Props) {
  const { t } = useTranslation()
  return <PlainCopyButton label={label} copied={t('inspector.copied')} copy={() => copyText(text())} />
}
