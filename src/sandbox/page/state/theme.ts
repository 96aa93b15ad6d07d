import { remember, remembered } from './memory.ts'

/** The browser's wish counts until the person chooses for themselves. */
export function applyTheme() {
  const chosen = remembered('theme')
  if (chosen === 'dark' || chosen === 'light') document.documentElement.dataset.theme = chosen
}

export function isDark(): boolean {
  const chosen = document.documentElement.dataset.theme
  return chosen === undefined ? matchMedia('(prefers-color-scheme: dark)').matches : chosen === 'dark'
}

/** @returns whether it is dark now */
export function toggleTheme(): boolean {
  const theme = isDark() ? 'light' : 'dark'
  document.documentElement.dataset.theme = theme
  remember('theme', theme)
  return theme === 'dark'
}
