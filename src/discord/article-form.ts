import { type APIModalInteractionResponseCallbackData, ComponentType, TextInputStyle } from 'discord.js'
import { type ArticleText, askedIn } from '../actions/write-article.ts'
import { cut } from '../core/title.ts'
import type { Ticket } from '../core/types.ts'
import type { Article } from '../knowledge/articles.ts'

/** Discord's limit for one field of a form. */
const longestField = 4000

/** The form for what solved a ticket: its request is the question, and what was said last may be the answer. */
export const answerForm = (controlId: string, ticket: Ticket, solution: string) =>
  articleForm(controlId, { title: cut(ticket.title, 110), body: solution, asked: askedIn(ticket) })

/** The form for a new article, or for another text of one. */
export function articleForm(
  controlId: string,
  known?: Pick<Article, 'title' | 'body' | 'asked'>,
): APIModalInteractionResponseCallbackData {
  const field = (id: keyof ArticleText, label: string, input: object, value: string | undefined) => ({
    type: ComponentType.Label,
    label,
    component: {
      type: ComponentType.TextInput,
      custom_id: id,
      style: TextInputStyle.Paragraph,
      max_length: longestField,
      ...input,
      ...(value ? { value: value.slice(0, longestField) } : {}),
    },
  })
  const short = { style: TextInputStyle.Short, max_length: 120, min_length: 5 }
  const components = [
    field('title', 'The question, as people ask it', short, known?.title),
    field('body', 'The answer (Markdown)', { min_length: 80 }, known?.body),
    field('asked', 'Other ways to ask it, one a line', { required: false }, known?.asked.join('\n')),
  ]
  return { custom_id: controlId, title: 'Article', components } as APIModalInteractionResponseCallbackData
}

export const articleText = ({ title = '', body = '', asked = '' }: Record<string, string>): ArticleText => ({
  title,
  body,
  asked,
})
