import { useTranslation } from 'react-i18next'
import { Button } from 'react-aria-components'
import type { Gesture } from '../../shared/gesture/index.ts'
import type { ObjectSummary } from '../../shared/ipc/contract.ts'
import { assertNever } from '../../shared/lang/assert-never.ts'
import { CopyButton } from '../copy-button/index.ts'
import { formatClockTime } from '../i18n/index.ts'
import { StateGlyph } from '../look/index.ts'
import { copyText, findRefs, findTargets, selectMany, useCluster, type Activity } from '../state/index.ts'
import type { ActivityLine } from './activity-line.ts'

/** The objects that an activity changed, as far as they are still there. */
function changedObjects(activity: Activity): readonly ObjectSummary[] {
  const { replica } = useCluster.getState()
  return activity.by === 'client' ? findTargets(replica, activity.call) : findRefs(replica, refsOf(activity.gesture))
}

function refsOf(gesture: Gesture) {
  switch (gesture.do) {
    case 'ask': return []
    case 'delete':
    case 'label': return gesture.refs
    case 'edit': return [gesture.ref]
    case 'apply': return gesture.objects.map(({ ref }) => ref)
    default: return assertNever(gesture)
  }
}

interface Props {
  readonly activity: Activity
  readonly line: ActivityLine
  /** Place in the list, from 0. */
  readonly index: number
  /** Says what could not be selected. */
  readonly onGone: (what: string) => void
}

/** One row of the list: when, who, what and what came of it. */
export function ActivityRow({ activity, line, index, onGone }: Props) {
  const { t } = useTranslation()
  const { client, userAgent, what, http, kubectl, result, failed, duration, changed } = line
  const [first = '', ...more] = what.split('\n')
  const [request = '', ...requests] = http.split('\n')
  const select = () => {
    const objects = changedObjects(activity)
    if (objects.length === 0) onGone(first)
    else selectMany(objects.map(({ uid }) => uid))
  }
  return (
    <tr aria-rowindex={index + 2}>
      <td>{formatClockTime(activity.time)}</td>
      <td title={userAgent}>{client ?? t('activity.window')}</td>
      <td className="mono">
        <div className="activity-words">
          {changed
            ? <Button className="activity-select ellipsis" aria-label={t('activity.select', { what: first })} onPress={select}><bdi>{first}</bdi></Button>
            : <span className="ellipsis"><bdi>{first}</bdi></span>}
          {more.length > 0 && <span className="muted">{t('activity.more', { count: more.length })}</span>}
          <span className="activity-request muted ellipsis" title={request}><bdi>{request}</bdi></span>
          {requests.length > 0 && <span className="muted">{t('activity.more', { count: requests.length })}</span>}
        </div>
      </td>
      <td>{failed && <StateGlyph state="failed" />} {result ?? t('activity.accepted')}</td>
      <td className="activity-duration muted">{duration !== undefined && t('activity.milliseconds', { duration: duration.toFixed(duration < 10 ? 1 : 0) })}</td>
      <td className="activity-copies">
        {kubectl !== undefined && <CopyButton label={t('activity.copyKubectl')} copied={t('activity.copied')} copy={() => copyText(kubectl)}>kubectl</CopyButton>}
        <CopyButton label={t('activity.copyHttp')} copied={t('activity.copied')} copy={() => copyText(http)}>HTTP</CopyButton>
      </td>
    </tr>
  )
}
