import { expect, it } from 'vitest'
import { labelKey, meaningOf } from '../../src/core/label-meaning.ts'

const categories = [
  { id: 'authentication', title: 'Sign-in' },
  { id: 'backup', title: 'Backups' },
]

it.each([
  { labels: ['bug'], is: { kind: 'bug' } },
  { labels: ['type: Feature-Request', 'good first issue'], is: { kind: 'feature' } },
  { labels: ['kind/question', 'area-backup'], is: { kind: 'question', category: 'backup' } },
  { labels: ['Sign-in'], is: { category: 'authentication' } },
  { labels: ['bug', 'enhancement', 'backup'], is: { category: 'backup' } },
  { labels: ['login trouble', 'wontfix'], is: { category: 'authentication' } },
  { labels: ['support'], is: {} },
  { labels: [], is: {} },
])('$labels', ({ labels, is }) => {
  const map = new Map([
    [labelKey('Login-Trouble'), { category: 'authentication' }],
    [labelKey('support'), {}],
  ])
  expect(meaningOf(labels, categories, map)).toEqual(is)
})
