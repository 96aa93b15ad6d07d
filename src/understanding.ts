import type { Listener, Triager } from './core/ports.ts'
import type { Desk } from './desk.ts'
import type { Sanitized } from './sanitize/sanitized.ts'
import { createTriage } from './triage/index.ts'

/** Triage as the core wants it: with reasons that have been through the sanitizer. */
export function createTriager(desk: Desk, clean: (text: string) => Sanitized): Triager {
  const triage = createTriage(desk)
  return {
    read(request) {
      const { kind, category, services, priority, scope, language, confidence, reasons, likeliest } =
        triage.read(request)
      return { kind, category, services, priority, scope, language, confidence, likeliest, reasons: reasons.map(clean) }
    },
  }
}

export function createListener(_desk: Desk): Listener {
  return {
    understand(text) {
      const lower = text.toLowerCase()
      const channel = /post to discord #?([a-z-]+)/.exec(lower)
      if (channel) return { intent: 'share', destination: { kind: 'discord-channel', name: channel[1]! } }
      if (/solved/.test(lower)) return { intent: 'solved' }
      return { intent: 'none' }
    },
    isSmallTalk: (text) => (/^(hi|hello)\W*$/i.test(text) ? 'greeting' : false),
  }
}
