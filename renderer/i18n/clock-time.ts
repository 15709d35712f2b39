const TIME = new Intl.DateTimeFormat('en-GB', { timeStyle: 'medium' })

/** A time of day, written alike in every language: `10:42:07`. `time` is in milliseconds since 1970. */
export const formatClockTime = (time: number): string => TIME.format(time)
