import { ChevronDown } from 'lucide-react'
import { useLayoutEffect, useRef, useState } from 'react'
import { Button, ListBox, ListBoxItem, Popover, Select, SelectValue, ToggleButton } from 'react-aria-components'
import { useTranslation } from 'react-i18next'
import { kubectlLogs } from '../../shared/gesture/index.ts'
import type { ObjectSummary, PodSummary } from '../../shared/ipc/contract.ts'
import { CopyButton } from './copy-button.tsx'
import { useLog } from './use-log.ts'

/** What a pod's containers write, one container at a time, as it comes. */
export function LogView({ object, pod: { containers } }: { readonly object: ObjectSummary; readonly pod: PodSummary }) {
  const { t } = useTranslation()
  const [asked, setAsked] = useState<string>()
  const [previous, setPrevious] = useState(false)
  const shown = containers.find(({ name }) => name === asked) ?? containers[0]
  if (shown === undefined) return null
  const command = kubectlLogs(object, containers.length > 1 ? shown.name : undefined, previous)
  return (
    <>
      <div className="log-bar">
        {containers.length > 1 && (
          <Select aria-label={t('inspector.logs.container')} value={shown.name} onChange={(key) => setAsked(String(key))}>
            <Button className="button log-choice"><SelectValue className="mono ellipsis" /><ChevronDown size={14} aria-hidden="true" /></Button>
            <Popover className="floating" placement="bottom start">
              <ListBox className="floating-list">
                {containers.map(({ name }) => <ListBoxItem key={name} id={name} textValue={name} className="floating-item mono">{name}</ListBoxItem>)}
              </ListBox>
            </Popover>
          </Select>
        )}
        {(shown.restarts > 0 || previous) && <ToggleButton className="button log-choice" isSelected={previous} onChange={setPrevious}>{t('inspector.logs.previous')}</ToggleButton>}
      </div>
      <LogText key={`${shown.name} ${previous}`} object={object} container={shown.name} previous={previous} />
      <div className="command log-command">
        <code className="mono" title={t('inspector.labels.command')}>{command}</code>
        <CopyButton text={() => command} label={t('inspector.labels.copyCommand')} />
      </div>
    </>
  )
}

/** Keeps to the end as it grows, unless someone reads further up. */
function LogText({ object, container, previous }: { readonly object: ObjectSummary; readonly container: string; readonly previous: boolean }) {
  const { t } = useTranslation()
  const log = useLog(object, container, previous)
  const box = useRef<HTMLPreElement>(null)
  const atEnd = useRef(true)
  useLayoutEffect(() => {
    if (atEnd.current) box.current?.scrollTo({ top: box.current.scrollHeight })
  })
  if (log === undefined) return <p className="muted log-note">{t('inspector.yaml.loading')}</p>
  if (!log.found) return <p className="mono log-note"><bdi>{log.message}</bdi></p>
  if (log.text === '') return <p className="muted log-note">{t('inspector.logs.empty')}</p>
  const follow = ({ currentTarget: { scrollTop, clientHeight, scrollHeight } }: React.UIEvent<HTMLElement>) => {
    atEnd.current = scrollTop + clientHeight >= scrollHeight - 4
  }
  return (
    // oxlint-disable-next-line jsx-a11y/no-noninteractive-tabindex -- it scrolls, by keyboard too
    <pre ref={box} className="mono log-text" tabIndex={0} role="log" aria-live="off" aria-label={t('inspector.logs.label', { container })} onScroll={follow}>{log.text}</pre>
  )
}
