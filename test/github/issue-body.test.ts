import { expect, it } from 'vitest'
import { commentBody, type IssueFacts, issueBody } from '../../src/github/issue-body.ts'
import { maxBodyLength } from '../../src/github/to-github.ts'
import { effectsOf, readableText } from './effects.ts'
import fc from './property.ts'

const facts: IssueFacts = {
  ticket: 'ST-2026-001',
  report: {
    description: "I can't login after the update, see @octocat #1\n```\nAAL2 required\n```",
    steps: '1. open\n2. login',
    version: '2.4.0',
  },
  triage: {
    kind: 'bug',
    category: 'Authentication',
    services: ['kratos', 'app'],
    confidence: 'high (91 %)',
    priority: 'high',
    tier: 'community',
    reasons: ['"login"', 'AAL2', 'a|b'],
  },
  bundle: {
    name: 'auth-issues-ST-2026-001.tar.gz',
    sizeBytes: 12_345,
    sha256: 'ab'.repeat(32),
    link: {
      url: 'https://bee.example/d/abc',
      expiresAt: Date.UTC(2026, 0, 7, 12),
      downloadsLeft: 9,
      downloadsTotal: 10,
    },
  },
  findings: ['Kratos: AAL2 required, seen 41 times'],
  preChecks: ['Logs were sanitized'],
  threadUrl: 'https://discord.com/channels/1/2',
}

it('reads like a filled-in issue form', () => {
  expect(issueBody(facts)).toMatchInlineSnapshot(`
    "### Description

    I can't login after the update, see @​octocat #​1
    \`\`\`
    AAL2 required
    \`\`\`

    ### Steps to reproduce

    1. open
    2. login

    ### Expected

    _Not given_

    ### Actual

    _Not given_

    ### Version

    2.4.0

    ### Platform

    _Not given_

    ### Environment

    _Not given_

    ### Triage

    | | |
    | --- | --- |
    | Kind | bug |
    | Category | Authentication |
    | Services | kratos, app |
    | Confidence | high (91 %) |
    | Priority | high |
    | Tier | community |
    | Because | "login", AAL2, a\\|b |

    ### Diagnostic bundle

    | | |
    | --- | --- |
    | Name | \`auth-issues-ST-2026-001.tar.gz\` |
    | Size | 12.1 KiB |
    | SHA-256 | \`abababababababababababababababababababababababababababababababab\` |
    | Download | [Open the bundle](https://bee.example/d/abc) |
    | Until | 2026-01-07 12:00 UTC |
    | Downloads left | 9 of 10 |

    ### Logs summary

    - Kratos: AAL2 required, seen 41 times

    ### Pre-checks

    - [x] Logs were sanitized

    ### Links

    - Ticket: \`ST-2026-001\`
    - Conversation: [in Discord](https://discord.com/channels/1/2)

    ---

    _Opened by Bee for ticket \`ST-2026-001\`. What is written here reaches the reporter._"
  `)
})

it('calls nobody and links no issue, whatever people wrote', () => {
  const effects = effectsOf(issueBody(facts))
  expect(effects.filter((effect) => effect !== 'heading' && effect !== 'task')).toEqual([])
})

it('stays in shape whatever is in it (A19)', () => {
  const nasty = fc.array(
    fc.constantFrom(
      '|',
      '\\',
      '`',
      '```',
      '\n',
      '# ',
      '@octocat',
      '#1',
      '<!-- x',
      '<img src=x>',
      '[x](y)',
      ')',
      '](',
      '~~~',
      '    ',
      'a',
    ),
    { maxLength: 12 },
  )
  const text = nasty.map((parts) => parts.join(''))
  fc.assert(
    fc.property(text, text, text, (one, two, three) => {
      const body = issueBody({
        ...facts,
        report: { description: one, steps: two, expected: three },
        triage: { ...facts.triage, category: one, services: [two], reasons: [three, one] },
        bundle: { ...facts.bundle!, name: two, link: { ...facts.bundle!.link!, url: `https://x.example/${three}` } },
        findings: [one, two],
        preChecks: [three],
        threadUrl: `https://y.example/${one}`,
      })
      expect(effectsOf(body).filter((effect) => effect !== 'heading' && effect !== 'task')).toEqual([])
      const text = readableText(body)
      for (const heading of ['Description', 'Triage', 'Diagnostic bundle', 'Links']) expect(text).toContain(heading)
      expect(body.split('\n').filter((line) => line.startsWith('### '))).toHaveLength(12)
    }),
    { numRuns: 100 },
  )
})

it('fits into an issue with its marker, however much was written', () => {
  const long = '<@[$`#1 '.repeat(10_000)
  const report = {
    description: long,
    steps: long,
    expected: long,
    actual: long,
    version: long,
    platform: long,
    environment: long,
  }
  const body = issueBody({ ...facts, report, findings: Array(100).fill(long), preChecks: Array(20).fill(long) })
  expect(body.length).toBeLessThan(maxBodyLength - 200)
  expect(commentBody({ author: long, text: long, url: 'https://discord.com/channels/1/2/3' }).length).toBeLessThan(
    maxBodyLength - 200,
  )
})

it('says what is missing, and follows the sections of the desk', () => {
  const { bundle: _, threadUrl: __, ...bare } = facts
  const sections = [
    { heading: 'What happened', from: 'actual' },
    { heading: 'Bundle', from: 'bundle' },
    { heading: 'Logs', from: 'findings' },
    { heading: 'Links', from: 'links' },
  ]
  const body = issueBody({ ...bare, findings: [] }, sections)
  expect(body.match(/_Not given_/g)).toHaveLength(3)
  expect(body).toContain('### What happened')
  expect(body).toContain('- Ticket: `ST-2026-001`')
  expect(issueBody({ ...facts, bundle: { name: 'a.tar.gz', state: 'is being packed' } })).toContain(
    '| Download | is being packed |',
  )
})

it('attributes a comment without calling its author', () => {
  const body = commentBody({ author: 'mia @octocat', text: 'see #1', url: 'https://discord.com/channels/1/2/3' })
  expect(body).toBe('**mia @\u200boctocat** [in Discord](https://discord.com/channels/1/2/3):\n\nsee #\u200b1')
  expect(commentBody({ author: '', text: 'x', url: 'javascript:alert(1)' })).toBe(
    '**Somebody** `javascript:alert(1)`:\n\nx',
  )
})
