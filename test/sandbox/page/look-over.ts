/** Checks that run inside the page. Each returns what it found wrong, so that a test expects an empty list. */

/** What stands wider than the window, unless something around it scrolls or hides it. */
export function overflowing(): string[] {
  const width = document.documentElement.clientWidth
  const found: string[] = []
  if (document.documentElement.scrollWidth > width) found.push(`page: ${document.documentElement.scrollWidth} px`)
  for (const element of document.body.querySelectorAll('*')) {
    const box = element.getBoundingClientRect()
    if (box.width === 0 || (box.right <= width + 1 && box.left >= -1)) continue
    let around = element.parentElement
    let isHeld = getComputedStyle(element).visibility === 'hidden' || element.closest('.hidden') !== null
    while (around && around !== document.body && !isHeld) {
      const { overflowX } = getComputedStyle(around)
      const frame = around.getBoundingClientRect()
      isHeld =
        overflowX !== 'visible' && frame.right <= width + 1 && !around.matches('.messages, .github, .links, .forum')
      around = around.parentElement
    }
    if (!isHeld) found.push(`${element.tagName}.${element.getAttribute('class')}: ${Math.round(box.right)} px`)
  }
  return found
}

/** Texts with less contrast to what is behind them than WCAG 2.2 AA asks: 4.5, or 3 where they are large. */
export function paleTexts(): string[] {
  const found = new Set<string>()
  const canvas = new OffscreenCanvas(1, 1).getContext('2d', { willReadFrequently: true })!
  const rgba = (colour: string) => {
    canvas.clearRect(0, 0, 1, 1)
    canvas.fillStyle = colour
    canvas.fillRect(0, 0, 1, 1)
    const [red = 0, green = 0, blue = 0, alpha = 0] = canvas.getImageData(0, 0, 1, 1).data
    return { red, green, blue, alpha: alpha / 255 }
  }
  type Colour = ReturnType<typeof rgba>
  const over = (top: Colour, below: Colour): Colour => {
    const mix = (one: number, other: number) => one * top.alpha + other * (1 - top.alpha)
    return {
      red: mix(top.red, below.red),
      green: mix(top.green, below.green),
      blue: mix(top.blue, below.blue),
      alpha: 1,
    }
  }
  const luminance = ({ red, green, blue }: Colour) => {
    const part = (value: number) =>
      value / 255 <= 0.04045 ? value / 255 / 12.92 : ((value / 255 + 0.055) / 1.055) ** 2.4
    return 0.2126 * part(red) + 0.7152 * part(green) + 0.0722 * part(blue)
  }
  const behind = (element: Element): Colour => {
    const own = rgba(getComputedStyle(element).backgroundColor)
    if (own.alpha === 1 || !element.parentElement)
      return own.alpha === 0 ? rgba(getComputedStyle(document.documentElement).backgroundColor) : own
    return over(own, behind(element.parentElement))
  }

  const texts = document.createTreeWalker(document.body, NodeFilter.SHOW_TEXT)
  for (let node = texts.nextNode(); node; node = texts.nextNode()) {
    const element = node.parentElement
    if (!element || node.textContent?.trim() === '' || element.closest('svg, option, script, .spoiler, [disabled]'))
      continue
    if (!element.checkVisibility({ visibilityProperty: true, opacityProperty: true })) continue
    const style = getComputedStyle(element)
    const ground = behind(element)
    const ink = over(rgba(style.color), ground)
    const [light = 0, dark = 0] = [luminance(ink), luminance(ground)].sort((one, other) => other - one)
    const contrast = (light + 0.05) / (dark + 0.05)
    const size = Number.parseFloat(style.fontSize)
    const isLarge = size >= 24 || (size >= 18.66 && Number(style.fontWeight) >= 700)
    if (contrast < (isLarge ? 3 : 4.5))
      found.add(`"${node.textContent?.trim().slice(0, 30)}" ${contrast.toFixed(2)} ${element.className}`)
  }
  return [...found]
}

/** Controls that a screen reader could not name, and ids that point nowhere or stand twice. */
export function namelessControls(): string[] {
  const found: string[] = []
  const words = (element: Element) => element.textContent?.trim() ?? ''
  const nameOf = (element: Element) => {
    const ids = element.getAttribute('aria-labelledby')?.split(' ') ?? []
    const labelled = ids.map((id) => words(document.getElementById(id) ?? document.createElement('i'))).join(' ')
    const labels = 'labels' in element ? [...(element.labels as NodeListOf<HTMLLabelElement>)].map(words).join(' ') : ''
    const own = element.matches('button, a, summary, [role="option"], [role="menuitem"]') ? words(element) : ''
    return (element.getAttribute('aria-label') || labelled || labels || own || element.getAttribute('alt') || '').trim()
  }
  const controls =
    'button, a[href], input, select, textarea, summary, img, dialog, [role="log"], [role="listbox"], [role="menu"], nav, aside, form'
  for (const element of document.querySelectorAll(controls)) {
    const isDecoration = element.matches('img[alt=""], form:not([aria-label])')
    if (!isDecoration && nameOf(element) === '') found.push(element.outerHTML.slice(0, 120))
  }
  for (const attribute of ['aria-controls', 'aria-describedby', 'aria-labelledby', 'aria-activedescendant', 'for']) {
    for (const element of document.querySelectorAll(`[${attribute}]`)) {
      for (const id of element.getAttribute(attribute)?.split(' ') ?? []) {
        if (!document.getElementById(id)) found.push(`${attribute}="${id}" points nowhere`)
      }
    }
  }
  const ids = [...document.querySelectorAll('[id]')].map(({ id }) => id)
  for (const id of new Set(ids))
    if (ids.filter((other) => other === id).length > 1) found.push(`id "${id}" stands twice`)
  if (document.querySelectorAll('h1').length !== 1) found.push(`${document.querySelectorAll('h1').length} h1 headings`)
  if (document.querySelectorAll('main').length !== 1) found.push('not exactly one main')
  return found
}
