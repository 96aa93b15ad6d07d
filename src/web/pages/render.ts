import { h } from 'preact'
import { render } from 'preact-render-to-string'
import type { LinkFacts } from '../link-facts.ts'
import type { UploadFacts } from '../upload-routes.ts'
import { type ClaimForm, LinkPage } from './link-page.tsx'
import { NoticePage, type Shown } from './notice-page.tsx'
import { UploadPage } from './upload-page.tsx'

export const renderLink = (facts: LinkFacts, form: ClaimForm) =>
  `<!doctype html>${render(h(LinkPage, { facts, form }))}`

export const renderNotice = (notice: Shown) => `<!doctype html>${render(h(NoticePage, notice))}`

export const renderUpload = (facts: UploadFacts, base: string) =>
  `<!doctype html>${render(h(UploadPage, { facts, base }))}`
