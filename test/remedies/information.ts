import { carried, pairsIn } from './promises.ts'
import type { Acts, Remedies } from './remedy.ts'
import { edges, into, lead, put, type Service, startAt, starts, stepNamed, take } from './service.ts'
import { withoutUnknownFacts } from './without.ts'

/** Where the way begins; where it is learned there already, it begins by going wrong. */
function learned(service: Service, path: readonly string[], fact: string, how: 'collects' | 'produces'): boolean {
  const step = stepNamed(service, path[0]!)
  if (path.length === 1 || step.collects?.includes(fact) || step.produces?.includes(fact)) return false
  put(step, how, fact)
  return true
}

/** What was asked for before is passed on, and not asked for again. */
const notHere: Acts = {
  carries: (service, { path }, { fact, from, step }) => {
    const way = path.slice(path.lastIndexOf(from!))
    for (const [i, one] of way.slice(0, -1).entries()) carried(service, fact!, one, way[i + 1]!)
    take(stepNamed(service, step!), 'collects', fact!)
    withoutUnknownFacts(service)
  },
  'a case': (service, _, { fact, from, step }) => {
    stepNamed(service, from!).case = 'open'
    take(stepNamed(service, step!), 'collects', fact!)
    withoutUnknownFacts(service)
  },
}

export const information: Record<string, Remedies> = {
  'missing-information': {
    again: 'the first flow that drops it, on one way of several, is named',
    helps: {
      'Add {fact} to `carries` from {from} to {to}<others>, or collect it in {step}': {
        carries: (service, _, { fact, from, to, others }) => {
          carried(service, fact!, from!, to!)
          for (const [one, next] of pairsIn(others!)) carried(service, fact!, one, next)
        },
        collect: (service, _, { fact, step }) => put(stepNamed(service, step!), 'collects', fact!),
      },
      'Add {fact} to `carries` from {from} to {to}<others>, or open a case at {opener} (`case: open`)': {
        carries: (service, _, { fact, from, to, others }) => {
          carried(service, fact!, from!, to!)
          for (const [one, next] of pairsIn(others!)) carried(service, fact!, one, next)
        },
        'a case': (service, _, { opener }) => {
          stepNamed(service, opener!).case = 'open'
        },
      },
      'Add {fact} to `carries` from {from} to {to}<others>': {
        carries: (service, _, { fact, from, to, others }) => {
          carried(service, fact!, from!, to!)
          for (const [one, next] of pairsIn(others!)) carried(service, fact!, one, next)
        },
      },
      'Add {fact} to `collects` or `produces` of a step that every way passes before': {
        collects: (service, { path }, { fact }) => learned(service, path, fact!, 'collects'),
        produces: (service, { path }, { fact }) => learned(service, path, fact!, 'produces'),
      },
      'Add {fact} to `collects` or `produces` of a step that every way passes before, or collect it in {step}': {
        collects: (service, { path }, { fact }) => learned(service, path, fact!, 'collects'),
        produces: (service, { path }, { fact }) => learned(service, path, fact!, 'produces'),
        collect: (service, _, { fact, step }) => put(stepNamed(service, step!), 'collects', fact!),
      },
    },
  },
  'asked-again': {
    again: 'the nearest of several steps that ask before it is named',
    helps: {
      'Take {fact} out of `collects` here: it is known by then': {
        'take it out': (service, { steps: [id] }, { fact }) => {
          take(stepNamed(service, id!), 'collects', fact!)
          withoutUnknownFacts(service)
        },
      },
      'Carry {fact} from {from} to {step} (`carries`, or a case), and collect it on the other ways before {here}, not here':
        notHere,
      'Carry {fact} from {from} to {step} (`carries`, or a case), and take it out of `collects` here': notHere,
    },
  },
  'unused-information': {
    helps: {
      'Take {fact} out of `collects`, or add it to `needs` of the step that uses it': {
        'take it out': (service, { steps: [id] }, { fact }) => {
          take(stepNamed(service, id!), 'collects', fact!)
          withoutUnknownFacts(service)
        },
        needs: (service, { steps: [id] }, { fact }) => {
          const [next] = stepNamed(service, id!).next ?? []
          put(stepNamed(service, next?.to ?? id!), 'needs', fact!)
        },
      },
    },
  },
  'premature-claim': {
    brings: {
      rules: ['double-run', 'stuck-join'],
      because: 'where what is claimed runs beside what claims it, both are to be joined, as that finding says',
    },
    helps: {
      'Lead every way to {step} through {thing}, or take the claim out': {
        through: (service, _, { step, thing }) => {
          // Where it fails, it has not happened.
          for (const { from, flow, kind } of into(service, step!))
            if (from !== thing || kind === 'recover') flow.to = thing!
          const first = starts(service)
          if (first.includes(step!)) startAt(service, [...new Set(first.map((id) => (id === step ? thing! : id)))])
          const known = edges(service).some(
            ({ from, flow, kind }) => kind === 'next' && from === thing && flow.to === step,
          )
          if (!known) lead(service, thing!, step!)
        },
        'take the claim out': (service, _, { step, thing }) => take(stepNamed(service, step!), 'claims', thing!),
      },
    },
  },
}
