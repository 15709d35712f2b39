import { useDeferredValue, useMemo, useRef, useState } from 'react'
import { useTranslation } from 'react-i18next'
import { Input, Label, SearchField } from 'react-aria-components'
import { useRowWindow } from '../row-window/index.ts'
import { useActivity, type Activity } from '../state/index.ts'
import { lineOf, passesFilter, type ActivityLine } from './activity-line.ts'
import { ActivityRow } from './activity-row.tsx'
import { useStayAtEnd } from './use-stay-at-end.ts'
import './activity.css'

/** Height (px) of a row; the style sheet has the same. */
const ROW_HEIGHT = 24

const COLUMNS = ['time', 'who', 'what', 'code', 'duration', 'copies'] as const

/** Activities never change, so neither do their lines. */
const lines = new WeakMap<Activity, ActivityLine>()

function lineFor(activity: Activity): ActivityLine {
  const line = lines.get(activity) ?? lineOf(activity)
  lines.set(activity, line)
  return line
}

/** Stands for rows out of sight. */
function Space({ rows }: { readonly rows: number }) {
  return rows > 0 && <tr aria-hidden="true" style={{ height: rows * ROW_HEIGHT }} />
}

/** What API clients and the window itself asked of the cluster and did to it. */
export function ActivityStrip() {
  const { t } = useTranslation()
  const rows = useActivity((state) => state.rows)
  const [filter, setFilter] = useState('')
  const [gone, setGone] = useState<string | null>(null)
  const wanted = useDeferredValue(filter)
  const windowName = t('activity.window')
  const passing = useMemo(() => (wanted.trim() === '' ? rows : rows.filter((row) => passesFilter(lineFor(row), wanted, windowName))), [rows, wanted, windowName])
  const box = useRef<HTMLDivElement>(null)
  const { first, end, onScroll } = useRowWindow(box, passing.length, ROW_HEIGHT)
  const stayAtEnd = useStayAtEnd(box, ROW_HEIGHT / 2)
  const scroll = () => {
    stayAtEnd()
    onScroll()
  }
  return (
    <section className="activity" aria-label={t('activity.title')}>
      <div className="activity-tools">
        <SearchField value={filter} onChange={setFilter}>
          <Label className="visually-hidden">{t('activity.filter')}</Label>
          <Input className="activity-filter" placeholder={`${t('activity.filter')}: ${t('activity.filterHint')}`} />
        </SearchField>
        <output className="muted ellipsis">{gone !== null && t('activity.gone', { what: gone })}</output>
      </div>
      {/* oxlint-disable-next-line jsx-a11y/no-noninteractive-tabindex -- what scrolls must be reachable by keyboard */}
      <div ref={box} className="activity-rows" tabIndex={0} onScroll={scroll}>
        <table className="activity-table" aria-label={t('activity.calls')} aria-rowcount={passing.length + 1}>
          <thead>
            <tr aria-rowindex={1}>{COLUMNS.map((column) => <th key={column} scope="col" className={`activity-${column}`}>{t(`activity.${column}`)}</th>)}</tr>
          </thead>
          <tbody>
            <Space rows={first} />
            {passing.slice(first, end).map((row, place) => <ActivityRow key={row.key} activity={row} line={lineFor(row)} index={first + place} onGone={setGone} />)}
            <Space rows={passing.length - end} />
          </tbody>
        </table>
      </div>
      {passing.length === 0 && <p className="activity-empty muted">{t(rows.length === 0 ? 'activity.empty' : 'activity.noMatch')}</p>}
    </section>
  )
}
