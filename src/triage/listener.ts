import type { Listener, Understanding as Meant } from '../core/reading.ts'
import type { Desk } from '../desk.ts'
import { createSentences, type Understanding, type Wish } from './sentence.ts'

/** Sentences as the core wants them. */
export function createListener(desk: Desk): Listener {
  const sentences = createSentences(desk)
  return {
    understand: (text, { isForBee }) => meantBy(sentences.understand(text, { isToBee: isForBee })),

    isSmallTalk(text) {
      const { is } = sentences.readFirst(text)
      if (is === 'thanks') return 'thanks'
      return is === 'request' || is === 'empty' ? false : 'greeting'
    },
  }
}

function meantBy(understanding: Understanding): Meant {
  const meant = wished(understanding)
  const facts = Object.fromEntries(Object.entries(understanding.facts).filter(([, value]) => value !== undefined))
  const options = understanding.options?.map(wished).filter(({ intent }) => intent !== 'none')
  return { ...meant, ...(Object.keys(facts).length > 0 && { facts }), ...(options && { options }) }
}

function wished({ intent, destination }: Wish): Meant {
  // "Close it" does not say whether it is solved; that is asked.
  if (intent === 'close') return { intent: 'unclear', options: [{ intent: 'solved' }, { intent: 'still-broken' }] }
  if (destination === undefined) return { intent }
  const name = destination.channelId ?? destination.name
  return { intent, destination: name === undefined ? { kind: destination.kind } : { kind: destination.kind, name } }
}
