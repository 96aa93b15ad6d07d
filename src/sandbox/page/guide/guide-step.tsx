import type { GuideStepView } from '../../page-api.ts'
import { Icon } from '../parts/icons.tsx'
import { fetchSample } from '../state/api.ts'
import { useApp, useWorld } from '../state/context.ts'
import { placeHref, routeTo } from '../state/route.ts'

export function GuideStep({ step, number, isCurrent }: { step: GuideStepView; number: number; isCurrent: boolean }) {
  const classes = ['guide-step', step.done && 'is-done', isCurrent && 'is-current']
  return (
    <li class={classes.filter(Boolean).join(' ')} aria-current={isCurrent ? 'step' : undefined}>
      <span class="step-mark" aria-hidden="true">
        {step.done ? <Icon name="check" size={14} /> : number}
      </span>
      <div>
        <h3>
          {step.title}
          {step.done && <span class="hidden"> (done)</span>}
        </h3>
        {isCurrent && (
          <>
            <p>{step.text}</p>
            {step.say && <p class="say">{step.say}</p>}
            <StepButtons step={step} />
          </>
        )}
      </div>
    </li>
  )
}

/** They bring the person there and fill things in; what happens next is up to them. */
function StepButtons({ step }: { step: GuideStepView }) {
  const { state, set, desk } = useApp()
  const world = useWorld()
  const { route } = state

  /** To the right place as the right person, so that what is filled in lands there. */
  async function arrive() {
    if (step.who !== undefined && step.who !== world.you.name) await desk.become(step.who)
    if (step.issue !== undefined) await goTo(routeTo({ tab: 'github', issue: step.issue }))
    else if (step.place !== undefined) await goTo(placeHref(step.place))
    if (!matchMedia('(min-width: 1000px)').matches) set({ isGuideOpen: false })
  }

  const fill = (draft: { text?: string; files?: File[] }) => {
    const issue = step.issue === undefined ? {} : { issue: step.issue }
    set({ draft: { id: Date.now(), ...draft, ...issue } })
  }

  async function typeIt() {
    await arrive()
    fill({ text: step.say ?? '' })
  }
  async function useSample() {
    await desk.tell(async () => {
      const file = await fetchSample(step.sample ?? '')
      await arrive()
      fill({ files: [file] })
    })
  }

  const isAtIssue = step.issue !== undefined && route.tab === 'github' && route.issue === step.issue
  const isThere = step.place !== undefined && route.tab === 'chat' && route.place === step.place
  const isWrongPerson = step.who !== undefined && step.who !== world.you.name
  const who = world.people.find((person) => person.name === step.who)
  return (
    <p class="step-buttons">
      {step.sample && (
        <button type="button" class="button button-secondary button-small" onClick={useSample}>
          <Icon name="file" size={16} /> Use the sample log
        </button>
      )}
      {step.say && (
        <button type="button" class="button button-primary button-small" onClick={typeIt}>
          Type it for me
        </button>
      )}
      {!step.say && step.place && (!isThere || isWrongPerson) && (
        <button type="button" class="button button-primary button-small" onClick={arrive}>
          {isWrongPerson ? `Go there as ${who?.displayName ?? step.who}` : 'Take me there'}
        </button>
      )}
      {step.issue !== undefined && !isAtIssue && (
        <a class="button button-secondary button-small" href={routeTo({ tab: 'github', issue: step.issue })}>
          Open issue #{step.issue}
        </a>
      )}
      {step.url && (
        <a class="button button-primary button-small" href={step.url} target="_blank" rel="noopener noreferrer">
          Open the bundle <Icon name="external" size={14} />
        </a>
      )}
    </p>
  )
}

/** Follows an address inside the page, and waits until it is there. */
async function goTo(hash: string) {
  if (location.hash === hash) return
  const arrived = new Promise((resolve) => window.addEventListener('hashchange', resolve, { once: true }))
  location.hash = hash
  await arrived
}
