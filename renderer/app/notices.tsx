import type { TFunction } from 'i18next'
import { SquareTerminal, X } from 'lucide-react'
import { useState } from 'react'
import { useTranslation } from 'react-i18next'
import { Button, ToggleButton } from 'react-aria-components'
import { GestureWords } from '../activity/index.ts'
import { usePassing } from '../passing/index.ts'
import { dismiss, undo, useNotices, type Notice } from '../state/index.ts'
import { readUndone } from './undone-command.ts'
import './notices.css'

/** What was taken back, in the person's language as far as it is known. */
function sayUndone(command: string, t: TFunction): string {
  const undone = readUndone(command)
  if (undone === null) return command
  const { verb, about } = undone
  const object = 'object' in about ? about.object : t(about.plural === 'pods' ? 'app.notice.pods' : 'app.notice.objects', { count: about.count })
  return t(`app.notice.undoneVerb.${verb}`, { object })
}

function useWords(notice: Notice): string {
  const { t } = useTranslation()
  if (notice.tone === 'refused') return notice.message
  if (notice.tone === 'waiting') return t('app.notice.waiting')
  const [count, pods] = notice.tone === 'seen'
    ? [notice.objects.size, notice.pods]
    : [notice.objects.length, notice.objects.filter((object) => object.startsWith('pod/')).length]
  if (count === 0) return t('app.notice.nothingUndone')
  const [first = ''] = notice.objects
  if (notice.tone === 'done' && notice.verb === 'undone') return t('app.notice.undone', { object: sayUndone(first, t) })
  const object = count === 1 ? first : t(pods === count ? 'app.notice.pods' : 'app.notice.objects', { count })
  return notice.tone === 'seen' ? t(`app.notice.seen.${notice.change}`, { who: notice.who, object }) : t(`app.notice.${notice.verb}`, { object })
}

function NoticeCard({ notice }: { readonly notice: Notice }) {
  const { t } = useTranslation()
  const { id, tone } = notice
  const step = notice.tone === 'done' ? notice.undo : undefined
  const gesture = notice.tone === 'done' ? notice.gesture : undefined
  const words = useWords(notice)
  const [how, setHow] = useState(false)
  // What was done may pass by itself; what was refused waits to be read, and what waits stays as long as it does.
  const holding = usePassing(tone === 'refused' || tone === 'waiting' ? null : notice, () => dismiss(id))
  return (
    <span className="notice floating" data-tone={tone} {...holding}>
      <span className="notice-row">
        <span className={tone === 'refused' ? 'notice-text mono' : 'notice-text'}><bdi>{words}</bdi></span>
        {gesture !== undefined && (
          <ToggleButton className="icon-button" aria-label={t('app.notice.how')} isSelected={how} onChange={setHow}><SquareTerminal size={14} aria-hidden /></ToggleButton>
        )}
        {step !== undefined && (
          <Button className="button" onPress={() => { dismiss(id); void undo(step) }}>{t('app.undo')}</Button>
        )}
        <Button className="icon-button" aria-label={t('app.dismiss')} onPress={() => dismiss(id)}><X size={14} aria-hidden /></Button>
      </span>
      {how && gesture !== undefined && <GestureWords gesture={gesture} />}
    </span>
  )
}

/** What was done, with its undo, and what was refused, with Kubernetes' reason. */
export function Notices() {
  const notices = useNotices((state) => state.notices)
  return <output className="notices">{notices.map((notice) => <NoticeCard key={notice.id} notice={notice} />)}</output>
}
