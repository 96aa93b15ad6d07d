import { z } from 'zod'

const durationUnits = { s: 1000, min: 60_000, h: 3_600_000, d: 86_400_000 }
const sizeUnits = { KB: 1024, MB: 1024 ** 2, GB: 1024 ** 3 }

/** "48 h", "7 d" or "15 min" in the file, milliseconds in the code. */
export const duration = z.string().transform((text, context) => {
  const amount = measure(text, durationUnits)
  if (amount !== undefined) return amount
  context.addIssue({ code: 'custom', message: 'write a time as "15 min", "48 h" or "7 d"' })
  return z.NEVER
})

/** "25 MB" in the file, bytes in the code (1 MB = 1024 × 1024). */
export const size = z.string().transform((text, context) => {
  const amount = measure(text, sizeUnits)
  if (amount !== undefined) return amount
  context.addIssue({ code: 'custom', message: 'write a size as "500 KB" or "25 MB"' })
  return z.NEVER
})

function measure(text: string, units: Record<string, number>): number | undefined {
  const match = /^(\d{1,6}) ?([A-Za-z]{1,3})$/.exec(text.trim())
  const unit = units[match?.[2] ?? '']
  const amount = Number(match?.[1])
  return unit === undefined || !(amount > 0) ? undefined : amount * unit
}
