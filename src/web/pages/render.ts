import { h } from 'preact'
import { render } from 'preact-render-to-string'
import type { LinkFacts } from '../link-facts.ts'
import { LinkPage } from './link-page.tsx'
import { NoticePage } from './notice-page.tsx'

export const renderLink = (facts: LinkFacts, claimPath: string) =>
  `<!doctype html>${render(h(LinkPage, { facts, claimPath }))}`

export const renderNotice = (notice: { title: string; text: string; product: string }) =>
  `<!doctype html>${render(h(NoticePage, notice))}`
