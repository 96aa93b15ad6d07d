import { useEffect, useRef } from 'preact/hooks'
import type { GuideStepView } from '../../page-api.ts'
import { BeeMark, Icon } from '../parts/icons.tsx'
import { useApp, useWorld } from '../state/context.ts'
import { remember } from '../state/memory.ts'
import { GuideStep } from './guide-step.tsx'

/** The guided path. Steps tick themselves when they have really happened; the server looks. */
export function Guide() {
  const { state, set } = useApp()
  const { guide } = useWorld()
  const current = currentStep(guide.steps)
  const doneCount = guide.steps.filter((step) => step.done).length
  const list = useRef<HTMLOListElement>(null)

  useEffect(() => {
    list.current?.querySelector('.is-current')?.scrollIntoView({ block: 'nearest' })
  }, [current?.id])

  const toggle = (isGuideOpen: boolean) => {
    remember('guide', isGuideOpen ? 'open' : 'closed')
    set({ isGuideOpen })
  }

  return (
    <aside class={state.isGuideOpen ? 'guide is-open' : 'guide'} aria-label="Guide">
      <button
        type="button"
        class="guide-bar"
        aria-expanded={state.isGuideOpen}
        onClick={() => toggle(!state.isGuideOpen)}
      >
        <BeeMark size={26} />
        <span>
          <b>{current ? current.title : 'All done'}</b>
          <small>
            {doneCount} of {guide.steps.length} done
          </small>
        </span>
        <Icon name="down" size={18} />
      </button>
      {state.isGuideOpen && (
        <div class="guide-card">
          <header>
            <h2>{guide.title}</h2>
            <button type="button" class="icon-button" aria-label="Put the guide away" onClick={() => toggle(false)}>
              <Icon name="close" size={16} />
            </button>
            <p>{guide.lead}</p>
            <progress max={guide.steps.length} value={doneCount} aria-label="Steps done" />
          </header>
          <ol ref={list}>
            {guide.steps.map((step, index) => (
              <GuideStep key={step.id} step={step} number={index + 1} isCurrent={step === current} />
            ))}
          </ol>
          <p class="guide-end" role="status">
            {!current && guide.end}
          </p>
        </div>
      )}
    </aside>
  )
}

/** The first one still to do after the last one done: who skips a step is not held back by it. */
export function currentStep(steps: GuideStepView[]): GuideStepView | undefined {
  const last = steps.findLastIndex((step) => step.done)
  return steps.slice(last + 1).find((step) => !step.done) ?? steps.find((step) => !step.done)
}
