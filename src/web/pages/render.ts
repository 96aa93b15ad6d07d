import { h } from 'preact'
import { render } from 'preact-render-to-string'
import type { LinkFacts } from '../link-facts.ts'
import { type ClaimForm, LinkPage } from './link-page.tsx'
import { NoticePage, type Shown } from './notice-page.tsx'

export const renderLink = (facts: LinkFacts, form: ClaimForm) =>
  `<!doctype html>${render(h(LinkPage, { facts, form }))}`

export const renderNotice = (notice: Shown) => `<!doctype html>${render(h(NoticePage, notice))}`
