import { Shapes } from 'lucide-react'
import { Button, Dialog, DialogTrigger, Heading, Popover } from 'react-aria-components'
import { useTranslation } from 'react-i18next'
import { StateGlyph } from '../look/index.ts'

/** States with the word for each; a pod that runs may be ready or not. */
const FILLS = [
  ['running', 'running'], ['running', 'notReady'], ['pending', 'pending'], ['failed', 'failed'], ['succeeded', 'succeeded'], ['terminating', 'terminating'], ['unknown', 'unknown'],
] as const

/** Marks of the graph that are no state of a pod, drawn by the style sheet. */
const MARKS = ['match', 'unmatched', 'selected', 'leaving', 'owns', 'selects'] as const

/** Says what the colours and marks of the graph mean. */
export function Legend() {
  const { t } = useTranslation()
  return (
    <DialogTrigger>
      <Button className="icon-button" aria-label={t('graph.legend.title')}><Shapes size={15} aria-hidden /></Button>
      <Popover className="floating" placement="top end">
        <Dialog className="graph-legend">
          <Heading slot="title">{t('graph.legend.title')}</Heading>
          <ul>
            {FILLS.map(([state, word]) => (
              <li key={word}>
                <span className="graph-legend-cell" style={{ background: `var(--state-${state})` }} />
                <StateGlyph state={state} ready={word !== 'notReady'} />
                {t(`graph.legend.${word}`)}
              </li>
            ))}
          </ul>
          <ul>
            {MARKS.map((mark) => <li key={mark}><span className="graph-legend-mark" data-mark={mark} />{t(`graph.legend.${mark}`)}</li>)}
          </ul>
        </Dialog>
      </Popover>
    </DialogTrigger>
  )
}
