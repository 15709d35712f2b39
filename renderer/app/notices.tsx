import { X } from 'lucide-react'
import { useEffect, useState } from 'react'
import { useTranslation } from 'react-i18next'
import { Button } from 'react-aria-components'
import { dismiss, undo, useNotices, type Notice } from '../state/index.ts'
import './notices.css'

const SHOWN_MS = 10_000

function useWords(notice: Notice): string {
  const { t } = useTranslation()
  if (notice.tone === 'refused') return notice.message
  const { verb, objects } = notice
  if (objects.length === 0) return t('app.notice.nothingUndone')
  const several = objects.every((object) => object.startsWith('pod/')) ? 'app.notice.pods' : 'app.notice.objects'
  return t(`app.notice.${verb}`, { object: objects.length === 1 ? objects[0]! : t(several, { count: objects.length }) })
}

function NoticeCard({ notice }: { readonly notice: Notice }) {
  const { t } = useTranslation()
  const { id, tone } = notice
  const step = notice.tone === 'done' ? notice.undo : undefined
  const words = useWords(notice)
  const [held, setHeld] = useState(false)
  // What was done may pass by itself, unless someone is at it; what was refused waits to be read.
  useEffect(() => {
    if (tone === 'refused' || held) return undefined
    const timer = window.setTimeout(() => dismiss(id), SHOWN_MS)
    return () => window.clearTimeout(timer)
  }, [id, tone, held])
  const hold = () => setHeld(true)
  const release = () => setHeld(false)
  return (
    <span className="notice floating" data-tone={tone} onPointerEnter={hold} onPointerLeave={release} onFocus={hold} onBlur={release}>
      <span className={tone === 'refused' ? 'notice-text mono' : 'notice-text'}><bdi>{words}</bdi></span>
      {step !== undefined && (
        <Button className="button" onPress={() => { dismiss(id); void undo(step) }}>{t('app.undo')}</Button>
      )}
      <Button className="icon-button" aria-label={t('app.dismiss')} onPress={() => dismiss(id)}><X size={14} aria-hidden /></Button>
    </span>
  )
}

/** What was done, with its undo, and what was refused, with Kubernetes' reason. */
export function Notices() {
  const notices = useNotices((state) => state.notices)
  return <output className="notices">{notices.map((notice) => <NoticeCard key={notice.id} notice={notice} />)}</output>
}
