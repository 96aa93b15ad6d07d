import { styleHash } from './style.ts'

/**
 * Every answer has these: nothing is kept by caches, found by search engines, framed, sniffed, or told to another
 * site by way of a referrer; no script runs, and nothing comes from anywhere else (RELIABILITY A28, A29).
 */
export const safeHeaders = {
  'cache-control': 'private, no-store',
  'content-security-policy': [
    "default-src 'none'",
    `style-src ${styleHash}`,
    "img-src 'self'",
    "form-action 'self'",
    "base-uri 'none'",
    "frame-ancestors 'none'",
  ].join('; '),
  'cross-origin-opener-policy': 'same-origin',
  'cross-origin-resource-policy': 'same-origin',
  'permissions-policy': 'interest-cohort=()',
  'referrer-policy': 'no-referrer',
  'x-content-type-options': 'nosniff',
  'x-frame-options': 'DENY',
  'x-robots-tag': 'noindex, nofollow, noarchive, nosnippet',
} as const

/** For a file whose content nobody has vouched for: were a browser to show it after all, then without any right. */
export const fileHeaders = { 'content-security-policy': "default-src 'none'; sandbox; frame-ancestors 'none'" } as const

/**
 * `attachment` with a name that every client takes the same way: an ASCII one, and the real one as RFC 8187 has it.
 * Quotes, separators and controls never get through (RFC 6266, appendix D).
 */
export function attachment(name: string): string {
  const clean = name
    .replace(/[\p{C}\p{Z}]/gu, ' ')
    .replace(/[\\/]/g, '_')
    .trim()
    .replace(/^\.+/, '')
  const label = [...clean].slice(0, 150).join('')
  const ascii = label.replace(/[^A-Za-z0-9._() -]/g, '_') || 'bundle.tar.gz'
  const whole = encodeURIComponent(label || ascii).replace(/['()*]/g, (mark) => `%${mark.charCodeAt(0).toString(16)}`)
  return `attachment; filename="${ascii}"; filename*=UTF-8''${whole}`
}
