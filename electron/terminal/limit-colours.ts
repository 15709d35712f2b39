/** Steps of a channel in the 6 x 6 x 6 colours of the 256. */
const STEPS = [0, 95, 135, 175, 215, 255]
const FIRST_CUBE = 16
const FIRST_GREY = 232

/**
 * The control sequence that sets colours (`ESC [ ... m`) with every 24-bit colour replaced by the nearest of the 256. A terminal draws the
 * others with inline styles, which the window's content security policy forbids.
 */
export function limitColours(sequence: string): string {
  return sequence.replaceAll(/(?<=[[;])([34]8)([;:])2[;:](?:(?<=:):|\d*:(?=\d+:\d+:\d+))?(\d{1,3})[;:](\d{1,3})[;:](\d{1,3})/g,
    (_all, layer: string, by: string, red: string, green: string, blue: string) => `${layer}${by}5${by}${nearest(Number(red), Number(green), Number(blue))}`)
}

function nearest(red: number, green: number, blue: number): number {
  const cube = [red, green, blue].map(nearestStep)
  const grey = Math.max(0, Math.min(23, Math.round(((red + green + blue) / 3 - 8) / 10)))
  const inCube = distance([red, green, blue], cube.map((step) => STEPS[step]!))
  const inGreys = distance([red, green, blue], Array(3).fill(8 + grey * 10))
  return inGreys < inCube ? FIRST_GREY + grey : FIRST_CUBE + cube[0]! * 36 + cube[1]! * 6 + cube[2]!
}

function nearestStep(value: number): number {
  return STEPS.reduce((best, step, index) => (Math.abs(step - value) < Math.abs(STEPS[best]! - value) ? index : best), 0)
}

function distance(a: readonly number[], b: readonly number[]): number {
  return a.reduce((sum, value, index) => sum + (value - b[index]!) ** 2, 0)
}
