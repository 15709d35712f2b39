import { useTranslation } from 'react-i18next'
import { describeGesture, type Gesture } from '../../shared/gesture/index.ts'
import { CopyButton } from '../copy-button/index.ts'
import { copyText } from '../state/index.ts'

/** More than this of a command is not shown; it is copied whole. */
const SHOWN = 400

const shorten = (text: string) => (text.length > SHOWN ? `${text.slice(0, SHOWN)}…` : text)

/** The kubectl command and the HTTP calls that would do what a gesture did, to be read and copied. */
export function GestureWords({ gesture }: { readonly gesture: Gesture }) {
  const { t } = useTranslation()
  const { kubectl, http } = describeGesture(gesture)
  return (
    <span className="gesture-words">
      <code className="mono">{shorten(kubectl)}</code>
      <CopyButton label={t('activity.copyKubectl')} copied={t('activity.copied')} copy={() => copyText(kubectl)} />
      <code className="mono muted">{shorten(http)}</code>
      <CopyButton label={t('activity.copyHttp')} copied={t('activity.copied')} copy={() => copyText(http)} />
    </span>
  )
}
