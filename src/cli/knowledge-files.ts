import { randomBytes } from 'node:crypto'
import { mkdirSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { policyOfDesk } from '../bundle/desk-settings.ts'
import { readConfig, readEnvironment } from '../config.ts'
import { readDesk } from '../desk.ts'
import { articleFile, readArticles } from '../knowledge/articles.ts'
import { createLibrary } from '../knowledge/library.ts'
import { createSanitizer } from '../sanitize/index.ts'
import { createArticles } from '../store/articles.ts'
import { openDatabase } from '../store/database.ts'

/**
 * Takes the Markdown files of a folder into the database; works beside a running Bee.
 *
 * @returns their ids.
 * @throws ArticleProblem naming every mistake, before anything is kept; Refusal DATABASE_UNUSABLE, DATABASE_NEWER
 */
export async function importArticles(folder: string, { keepsStatus }: { keepsStatus: boolean }): Promise<string[]> {
  const config = readConfig(readEnvironment())
  const desk = readDesk(config.desk)
  const articles = readArticles(desk, folder)
  const sanitizer = createSanitizer({ key: randomBytes(32), policy: policyOfDesk(desk) })
  const db = await openDatabase(config.databaseFile)
  try {
    const store = createArticles(db, desk.id, { now: Date.now })
    const library = createLibrary(desk, db, Date.now)
    for (const article of articles) {
      const status = keepsStatus ? article.status : 'draft'
      const file = sanitizer.text(articleFile({ ...article, status }))
      const published = status === 'draft' ? await library.get(article.id) : undefined
      const publishedFile = published && sanitizer.text(articleFile(published))
      await store.put({ slug: article.id, file, ...(publishedFile ? { publishedFile } : {}), status, author: 'import' })
    }
  } finally {
    await db.destroy()
  }
  return articles.map(({ id }) => id)
}

/** @returns the paths of the files. */
export async function writeArticles(folder: string): Promise<string[]> {
  const config = readConfig(readEnvironment())
  const desk = readDesk(config.desk)
  const db = await openDatabase(config.databaseFile)
  try {
    const all = await createLibrary(desk, db, Date.now).all()
    mkdirSync(folder, { recursive: true })
    return all.map((article) => {
      const path = join(folder, `${article.id}.md`)
      writeFileSync(path, articleFile(article))
      return path
    })
  } finally {
    await db.destroy()
  }
}
