import { parseQuantity } from './quantity.ts'

const decimal = ['', 'k', 'M', 'G', 'T', 'P', 'E']
const binary = ['', 'Ki', 'Mi', 'Gi', 'Ti', 'Pi', 'Ei']

/** The sum of quantities as Kubernetes writes it: in the units of the first that is not nothing, with the largest one that fits. */
export function sumQuantities(quantities: readonly string[]): string {
  const first = quantities.find((quantity) => parseQuantity(quantity) !== 0) ?? ''
  const thousandths = quantities.reduce((sum, quantity) => sum + BigInt(Math.round(parseQuantity(quantity) * 1000)), 0n)
  return writeQuantity(thousandths, first.endsWith('i'))
}

/** A quantity in the one way in which Kubernetes writes it: `0.5` as `500m`, `2048Mi` as `2Gi`. */
export function canonicalQuantity(quantity: string): string {
  return sumQuantities([quantity])
}

function writeQuantity(thousandths: bigint, inBytes: boolean): string {
  if (thousandths % 1000n !== 0n) return `${thousandths}m`
  const whole = thousandths / 1000n
  // Below 1024 bytes the units of bytes say nothing.
  const [base, units] = inBytes && (whole >= 1024n || whole <= -1024n) ? [1024n, binary] : [1000n, decimal]
  let count = whole
  let unit = 0
  while (count !== 0n && count % base === 0n && unit < units.length - 1) {
    count /= base
    unit += 1
  }
  return `${count}${units[unit] ?? ''}`
}
