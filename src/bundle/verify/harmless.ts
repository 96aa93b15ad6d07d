/** What the first scan writes instead of a value: `[redacted:jwt]`, `ip-3`, `private-ip-2`, `redacted-password-4`. */
const redactedMark = /\[redacted|redacted[-:_]|\[withheld/i
const pseudonym =
  /^(?:[a-z]{2,12}-){0,2}(?:ip|ip4|ip6|net|mac|host|user|email|mail|phone|card|iban|person|account|id|word|withheld|secret|token|key|domain)-\d{1,9}$/i

/** Words that people write where a secret would stand. */
const stands =
  /^(?:(?:my|your|the|some|new|old|test|example|sample|dummy|fake|default|insert|change|replace|enter|put|set)?[-_. ]?(?:password|passwd|pass|pwd|passphrase|secret|token|api[-_]?key|key|credential|credentials|value|user|username|login|admin|root|postgres|string|here|changeme|me|this|it|placeholder|example|redacted|removed|masked|hidden|filtered|omitted|none|null|nil|undefined|unset|empty|true|false|yes|no|required|optional|invalid|missing|expired|bearer|basic)){1,4}[-_.!]{0,3}\d{0,4}$/i
const template = /^(?:\$|%\(|\{\{|<|\[|\$\{|#\{|@\{|\.\.\.|…)|^%[A-Z_]+%$|^(.)\1{2,}/

/** True for what stands for a secret without being one. `value` is at most some hundred characters. */
export function isHarmless(value: string): boolean {
  const bare = value.replace(/^["'\\([{]+|["'\\)\]},;.]+$/g, '')
  return (
    bare === '' ||
    redactedMark.test(value) ||
    pseudonym.test(bare) ||
    template.test(bare) ||
    (bare.length <= 40 && stands.test(bare)) ||
    bare.split(/[-_.:/@]/).every((part) => part === '' || isMask(part) || /^(?:x|X)+$/.test(part))
  )
}

const isMask = (part: string) => /^[*•·x.#-]+$/i.test(part)

/** Whether a value is as mixed as secrets are and as words, paths, numbers and names are not. */
export function looksSecret(value: string): boolean {
  if (value.length < 8 || isHarmless(value) || /^[./~]|:\/\/|\(|\)/.test(value) || isMember(value)) return false
  const digits = count(value, /\d/g)
  const lower = count(value, /[a-z]/g)
  const upper = count(value, /[A-Z]/g)
  const symbols = value.length - digits - lower - upper
  if (/^[0-9a-f]{32,}$/i.test(value)) return digits > 4 && lower + upper > 4
  if (/^[\d.:,T+Z-]+$/.test(value)) return false
  const kinds =
    Number(digits > 0) + Number(lower > 0) + Number(upper > 0) + Number(symbols > 0 && /[^\w.-]/.test(value))
  if (kinds >= 3) return true
  return (value.length >= 16 && digits >= 3 && lower + upper >= 6 && !/[-_.]/.test(value)) || looksDrawn(value)
}

/** What a program names or prints, no value: `self.config.value2`, `android.os.BinderProxy@a6c9d1b`. */
const isMember = (value: string) =>
  /^(?:[A-Za-z_$]{1,40}\.){1,8}[A-Za-z_$]{1,40}\d{0,2}(?:@[0-9a-f]{1,8})?$/.test(value)

/** Whether small letters, capitals and digits take turns as only chance makes them: at every fourth place at least. */
export function looksDrawn(value: string): boolean {
  if (value.length < 16 || value.length > 400 || count(value, /\d/g) < 3) return false
  if (/^[0-9a-f]{8}-[0-9a-f]{4}-|^\d{4}-\d\d-\d\d/i.test(value)) return false
  return count(value, /\d(?=[A-Za-z])|[A-Za-z](?=\d)|[a-z](?=[A-Z])|[A-Z](?=[a-z])/g) >= value.length / 4
}

const count = (text: string, pattern: RegExp) => text.match(pattern)?.length ?? 0
