import type { Tone } from './scene.ts'

/** The colours of a picture. */
export interface Theme {
  readonly page: string
  readonly card: string
  /** Of text and borders. */
  readonly tones: Readonly<Record<Tone, string>>
  /** Of lanes and chevrons. */
  readonly grounds: Readonly<Partial<Record<Tone, string>>>
  readonly flow: string
  readonly handoff: string
  readonly badges: Readonly<Record<'error' | 'warning' | 'note', { readonly fill: string; readonly text: string }>>
}

export const themes: Readonly<Record<'light' | 'dark', Theme>> = {
  light: {
    page: '#ffffff',
    card: '#ffffff',
    tones: {
      ink: '#1b2430',
      quiet: '#55606e',
      evidence: '#5b6675',
      feeling: '#5b6675',
      customer: '#96640a',
      touchpoint: '#1f66ab',
      backstage: '#5f4db3',
      support: '#1f7a4d',
      failure: '#b3261e',
      late: '#8a5200',
      good: '#1c7a45',
      bad: '#b3261e',
      phase: '#1b2430',
    },
    grounds: {
      evidence: '#f5f6f8',
      feeling: '#f5f6f8',
      customer: '#fff6e3',
      touchpoint: '#eaf4fd',
      backstage: '#f1effc',
      support: '#e9f7ef',
      phase: '#dfe4ea',
    },
    flow: '#5a6675',
    handoff: '#1b2430',
    badges: {
      error: { fill: '#b3261e', text: '#ffffff' },
      warning: { fill: '#f4b52e', text: '#1b2430' },
      note: { fill: '#2466a8', text: '#ffffff' },
    },
  },
  dark: {
    page: '#14181d',
    card: '#222932',
    tones: {
      ink: '#edf1f5',
      quiet: '#a9b4c0',
      evidence: '#a9b4c0',
      feeling: '#a9b4c0',
      customer: '#e6b45c',
      touchpoint: '#74b4ee',
      backstage: '#ab9df0',
      support: '#6cc796',
      failure: '#ff8a80',
      late: '#f0b26b',
      good: '#6cc796',
      bad: '#ff8a80',
      phase: '#edf1f5',
    },
    grounds: {
      evidence: '#1b2026',
      feeling: '#1b2026',
      customer: '#252016',
      touchpoint: '#16222d',
      backstage: '#1e1b2e',
      support: '#16251d',
      phase: '#303945',
    },
    flow: '#98a5b3',
    handoff: '#edf1f5',
    badges: {
      error: { fill: '#ff8a80', text: '#14181d' },
      warning: { fill: '#f4c45a', text: '#14181d' },
      note: { fill: '#8cc1f5', text: '#14181d' },
    },
  },
}
