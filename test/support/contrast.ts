/** Linear RGB of a colour written `#RRGGBB`. */
export function linearRgb(colour: string): readonly [red: number, green: number, blue: number] {
  const channel = (at: number) => {
    const part = Number.parseInt(colour.slice(at, at + 2), 16) / 255
    return part <= 0.04045 ? part / 12.92 : ((part + 0.055) / 1.055) ** 2.4
  }
  return [channel(1), channel(3), channel(5)]
}

/** Contrast by WCAG 2 of two colours written `#RRGGBB`. */
export function contrast(one: string, other: string): number {
  const luminance = ([red, green, blue]: ReturnType<typeof linearRgb>) => 0.2126 * red + 0.7152 * green + 0.0722 * blue
  const [low = 0, high = 0] = [one, other].map((colour) => luminance(linearRgb(colour))).sort((a, b) => a - b)
  return (high + 0.05) / (low + 0.05)
}
