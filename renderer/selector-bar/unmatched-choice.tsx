import { useTranslation } from 'react-i18next'
import { Radio, RadioGroup } from 'react-aria-components'
import { setUnmatchedMode, useQuestion, type UnmatchedMode } from '../state/index.ts'

const MODES: readonly UnmatchedMode[] = ['dim', 'hide', 'isolate']

/** What is done with the pods that do not match. */
export function UnmatchedChoice() {
  const { t } = useTranslation()
  const mode = useQuestion((state) => state.mode)
  const choose = (value: string) => {
    const chosen = MODES.find((one) => one === value)
    if (chosen !== undefined) setUnmatchedMode(chosen)
  }
  return (
    <RadioGroup className="unmatched" orientation="horizontal" aria-label={t('selector.mode')} value={mode} onChange={choose}>
      {MODES.map((value) => (
        <Radio key={value} value={value} className="unmatched-mode"><span title={t(`selector.modeHelp.${value}`)}>{t(`selector.modes.${value}`)}</span></Radio>
      ))}
    </RadioGroup>
  )
}
