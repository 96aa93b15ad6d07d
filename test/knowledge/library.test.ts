import { expect, it } from 'vitest'
import { readDesk } from '../../src/desk.ts'
import { articleFile, parseArticle, readArticles, slugOf } from '../../src/knowledge/articles.ts'
import { boostOf } from '../../src/knowledge/library.ts'

const noon = Date.UTC(2026, 0, 5, 12)

it('is boosted gently: by what is read, what helps, and what was looked at lately', () => {
  const none = boostOf({ reviewed: undefined }, undefined, noon)
  expect(none).toBe(1)
  expect(boostOf({ reviewed: '2026-01-01' }, undefined, noon)).toBeGreaterThan(none)
  const use = { views: 0, helped: 0, declined: 0 }
  expect(boostOf({ reviewed: undefined }, { ...use, views: 50 }, noon)).toBeGreaterThan(none)
  expect(boostOf({ reviewed: undefined }, { ...use, helped: 9 }, noon)).toBeGreaterThan(none)
  expect(boostOf({ reviewed: undefined }, { ...use, declined: 9 }, noon)).toBeLessThan(none)
  const most = boostOf({ reviewed: '2026-01-05' }, { views: 1e9, helped: 1e9, declined: 0 }, noon)
  expect(most).toBeLessThanOrEqual(1.15)
})

it('is the same article after it was a file', () => {
  const desk = readDesk('sting-ce')
  for (const article of readArticles(desk)) {
    expect(parseArticle(`${article.id}.md`, articleFile(article), desk)).toEqual(article)
  }
})

it.each([
  ['How do I log in?', 'how-do-i-log-in'],
  ['Zurück zur Übersicht', 'zuruck-zur-ubersicht'],
  ['ログイン', 'article'],
])('%s is called %s', (title, slug) => {
  expect(slugOf(title, () => false)).toBe(slug)
  expect(slugOf(title, (taken) => taken === slug)).toBe(`${slug}-2`)
})
