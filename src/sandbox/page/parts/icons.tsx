import type { JSX } from 'preact'

const paths = {
  hash: 'M9 4 7 20M17 4l-2 16M4 9h16M3.5 15h16',
  forum: 'M4 5h16v11H9l-5 4zM8 9h8M8 12.5h5',
  thread: 'M6 4v7a4 4 0 0 0 4 4h9M15 11l4 4-4 4',
  lock: 'M6 11h12v9H6zM8.5 11V8a3.5 3.5 0 0 1 7 0v3',
  megaphone: 'M4 10v4h3l8 4V6L7 10zM18.5 9.5a4 4 0 0 1 0 5',
  menu: 'M4 6h16M4 12h16M4 18h16',
  close: 'M6 6l12 12M18 6 6 18',
  send: 'M4 12 20 4l-5 16-3-7z',
  attach: 'M12 5v14M5 12h14',
  reply: 'M10 8 5 13l5 5M5 13h9a5 5 0 0 0 5-5V6',
  edit: 'M4 20l1-5L16 4l4 4L9 19zM14 6l4 4',
  trash: 'M5 7h14M10 7V4h4v3M7 7l1 13h8l1-13M10.5 11v5M13.5 11v5',
  smile: 'M12 21a9 9 0 1 0 0-18 9 9 0 0 0 0 18zM8.5 14.5a4.5 4.5 0 0 0 7 0M9 9.5v.5M15 9.5v.5',
  apps: 'M5 5h5v5H5zM14 5h5v5h-5zM5 14h5v5H5zM14 16.5h5M16.5 14v5',
  file: 'M6 3h8l4 4v14H6zM14 3v4h4M9 12h6M9 16h6',
  external: 'M14 5h5v5M19 5l-8 8M11 6H6v12h12v-5',
  check: 'M5 12.5 10 17 19 7',
  chevron: 'M9 6l6 6-6 6',
  down: 'M6 9l6 6 6-6',
  sun: 'M12 16a4 4 0 1 0 0-8 4 4 0 0 0 0 8zM12 3v2M12 19v2M3 12h2M19 12h2M5.6 5.6 7 7M17 17l1.4 1.4M5.6 18.4 7 17M17 7l1.4-1.4',
  moon: 'M19 14.5A8 8 0 0 1 9.5 5a8 8 0 1 0 9.5 9.5z',
  search: 'M11 18a7 7 0 1 0 0-14 7 7 0 0 0 0 14zM16 16l4 4',
  link: 'M10 14a4 4 0 0 0 6 0l3-3a4 4 0 0 0-6-6l-1 1M14 10a4 4 0 0 0-6 0l-3 3a4 4 0 0 0 6 6l1-1',
  issueOpen: 'M12 21a9 9 0 1 0 0-18 9 9 0 0 0 0 18zM12 13.2a1.2 1.2 0 1 0 0-2.4 1.2 1.2 0 0 0 0 2.4z',
  issueClosed: 'M12 21a9 9 0 1 0 0-18 9 9 0 0 0 0 18zM8 12.2l3 3 5-6',
  comment: 'M4 5h16v11H9l-5 4z',
  eye: 'M3 12s3.5-6 9-6 9 6 9 6-3.5 6-9 6-9-6-9-6zM12 14.5a2.5 2.5 0 1 0 0-5 2.5 2.5 0 0 0 0 5z',
  copy: 'M9 9h10v11H9zM5 15V4h10',
  pencil: 'M4 20l1-5L16 4l4 4L9 19z',
  book: 'M6 4h13v16H6a2 2 0 0 1-2-2V6a2 2 0 0 1 2-2zM4 18a2 2 0 0 1 2-2h13M9 8h6',
} as const

export type IconName = keyof typeof paths

/** Decoration only: whoever uses one says in words what it means. */
export function Icon({ name, size = 18 }: { name: IconName; size?: number }): JSX.Element {
  return (
    <svg
      class="icon"
      width={size}
      height={size}
      viewBox="0 0 24 24"
      fill="none"
      stroke="currentColor"
      stroke-width="1.8"
      stroke-linecap="round"
      stroke-linejoin="round"
      aria-hidden="true"
    >
      <path d={paths[name]} />
    </svg>
  )
}

/** Bee herself: a honeycomb cell with wings and stripes. */
export function BeeMark({ size = 32 }: { size?: number }): JSX.Element {
  return (
    <svg class="bee-mark" width={size} height={size} viewBox="0 0 40 40" aria-hidden="true">
      <path class="bee-cell" d="M20 1.5 36 10.7v18.6L20 38.5 4 29.3V10.7z" />
      <ellipse class="bee-wing" cx="14.2" cy="13.4" rx="6.2" ry="3.9" transform="rotate(32 14.2 13.4)" />
      <ellipse class="bee-wing" cx="25.8" cy="13.4" rx="6.2" ry="3.9" transform="rotate(-32 25.8 13.4)" />
      <ellipse class="bee-body" cx="20" cy="23" rx="7" ry="9" />
      <path class="bee-stripe" d="M13.6 20.2h12.8M13.2 24.4h13.6M15 28.6h10" />
      <circle class="bee-eye" cx="17.6" cy="16.6" r="1" />
      <circle class="bee-eye" cx="22.4" cy="16.6" r="1" />
    </svg>
  )
}
