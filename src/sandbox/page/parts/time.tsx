import { useEffect, useState } from 'preact/hooks'

const minute = 60_000
const locale = 'en-GB'
const format = (options: Intl.DateTimeFormatOptions) => new Intl.DateTimeFormat(locale, options)

const styles: Record<string, Intl.DateTimeFormat> = {
  t: format({ hour: '2-digit', minute: '2-digit' }),
  T: format({ hour: '2-digit', minute: '2-digit', second: '2-digit' }),
  d: format({ day: '2-digit', month: '2-digit', year: 'numeric' }),
  D: format({ day: 'numeric', month: 'long', year: 'numeric' }),
  f: format({ day: 'numeric', month: 'long', year: 'numeric', hour: '2-digit', minute: '2-digit' }),
  F: format({ weekday: 'long', day: 'numeric', month: 'long', year: 'numeric', hour: '2-digit', minute: '2-digit' }),
}

const units: [Intl.RelativeTimeFormatUnit, number][] = [
  ['year', 365 * 24 * 60 * minute],
  ['month', 30 * 24 * 60 * minute],
  ['day', 24 * 60 * minute],
  ['hour', 60 * minute],
  ['minute', minute],
  ['second', 1000],
]
const relative = new Intl.RelativeTimeFormat(locale, { numeric: 'auto' })

/** `in 2 days`, `3 minutes ago`. @param at Unix milliseconds */
export function fromNow(at: number, now: number): string {
  const away = at - now
  for (const [unit, ms] of units) {
    if (Math.abs(away) >= ms) return relative.format(Math.trunc(away / ms), unit)
  }
  return relative.format(0, 'second')
}

/** A time in one of Discord's styles, `R` being relative and kept fresh. */
export function Moment({ at, style = 'f' }: { at: number; style?: string }) {
  const [now, setNow] = useState(Date.now())
  useEffect(() => {
    if (style !== 'R') return
    const timer = setInterval(() => setNow(Date.now()), minute / 2)
    return () => clearInterval(timer)
  }, [style])

  const isDate = Number.isFinite(at) && Math.abs(at) < 8.64e15
  if (!isDate) return <span>an unknown time</span>
  const date = new Date(at)
  const words = style === 'R' ? fromNow(at, now) : (styles[style] ?? styles.f!).format(date)
  return (
    <time dateTime={date.toISOString()} title={styles.F!.format(date)}>
      {words}
    </time>
  )
}

/** `12:03` today, `yesterday 12:03`, else the day too. */
export function shortTime(iso: string, now = Date.now()): string {
  const date = new Date(iso)
  const clock = styles.t!.format(date)
  const day = (ms: number) => styles.d!.format(new Date(ms))
  if (day(date.getTime()) === day(now)) return clock
  if (day(date.getTime()) === day(now - 24 * 60 * minute)) return `yesterday ${clock}`
  return `${styles.d!.format(date)} ${clock}`
}

export const dayName = (iso: string) => styles.D!.format(new Date(iso))
export const fullTime = (iso: string) => styles.F!.format(new Date(iso))
