import type { Graph } from '../../src/graph/graph.ts'
import type { Area, Line, Point, Scene, Shape, Text } from '../../src/draw/scene.ts'

/** All that keeps a picture from being read, found by looking at nothing but its shapes. */
export function faultsOf(scene: Scene, graph: Graph): string[] {
  const cards = scene.shapes.filter(({ step }) => step !== undefined)
  const flows = scene.lines.filter(({ edge }) => edge !== undefined)
  return [
    ...missing(cards, flows, graph),
    ...overlaps(cards, 'card'),
    ...overlaps(
      scene.shapes.filter(({ form }) => form === 'evidence'),
      'evidence',
    ),
    ...overlaps(scene.areas, 'area'),
    ...flows.flatMap((flow) => throughCards(flow, cards)),
    ...flows.flatMap((flow) => looseEnds(flow, cards)),
    ...onTopOfEachOther(flows),
    ...[...scene.shapes, ...scene.areas].flatMap(outsideOfItsShape),
    ...words(scene, cards),
    ...badges(scene, cards),
    ...outside(scene),
  ]
}

const nameOf = (shape: Shape): string => shape.step ?? `${shape.form} at ${shape.x},${shape.y}`

/** How deep two areas lie in each other. */
const depth = (a: Area, b: Area): number =>
  Math.min(a.x + a.width - b.x, b.x + b.width - a.x, a.y + a.height - b.y, b.y + b.height - a.y)

function missing(cards: readonly Shape[], flows: readonly Line[], { steps, edges }: Graph): string[] {
  const drawn = cards.map(({ step }) => step)
  const faults = steps.flatMap(({ id }) => {
    const number = drawn.filter((step) => step === id).length
    return number === 1 ? [] : [`the step ${id} is drawn ${number} times`]
  })
  const lines = new Map(flows.map((flow) => [flow.edge, flow]))
  const goesOn = (id: string, kind: 'onward' | 'inward'): boolean =>
    cards.find(({ step }) => step === id)?.signs.some((sign) => sign.kind === kind) ?? false
  for (const { index, from, to } of edges) {
    const line = lines.get(index)
    if (line) {
      if (line.from !== from.id || line.to !== to.id) faults.push(`flow ${index} is drawn between other steps`)
    } else if (!goesOn(from.id, 'onward') || !goesOn(to.id, 'inward')) faults.push(`flow ${index} is not drawn`)
  }
  return faults
}

function overlaps(shapes: readonly Shape[], what: string): string[] {
  return shapes.flatMap((a, i) =>
    shapes
      .slice(i + 1)
      .filter((b) => depth(a, b) > 0.01)
      .map((b) => `${what} ${nameOf(a)} overlaps ${nameOf(b)}`),
  )
}

const partsOf = ({ points }: Line): Area[] =>
  points.slice(1).map((point, i) => ({
    x: Math.min(point.x, points[i]!.x),
    y: Math.min(point.y, points[i]!.y),
    width: Math.abs(point.x - points[i]!.x),
    height: Math.abs(point.y - points[i]!.y),
  }))

function throughCards(flow: Line, cards: readonly Shape[]): string[] {
  return partsOf(flow).flatMap((part) => {
    if (part.width > 0.01 && part.height > 0.01) return [`flow ${flow.edge} runs aslant`]
    return cards
      .filter((card) => depth(part, card) > 0.5)
      .map((card) => `flow ${flow.edge} from ${flow.from} to ${flow.to} runs through ${nameOf(card)}`)
  })
}

function looseEnds(flow: Line, cards: readonly Shape[]): string[] {
  const touches = (id: string | undefined, { x, y }: Point): boolean => {
    const card = cards.find(({ step }) => step === id)!
    const near = (a: number, b: number): boolean => Math.abs(a - b) < 0.1
    const inX = x > card.x && x < card.x + card.width
    const inY = y > card.y && y < card.y + card.height
    return (
      (inY && (near(x, card.x) || near(x, card.x + card.width))) ||
      (inX && (near(y, card.y) || near(y, card.y + card.height)))
    )
  }
  return [
    ...(touches(flow.from, flow.points[0]!) ? [] : [`flow ${flow.edge} does not begin at ${flow.from}`]),
    ...(touches(flow.to, flow.points.at(-1)!) ? [] : [`flow ${flow.edge} does not end at ${flow.to}`]),
  ]
}

/** Flows may cross; none may run along another. */
function onTopOfEachOther(flows: readonly Line[]): string[] {
  const parts = flows.flatMap((flow) => partsOf(flow).map((part) => ({ flow, part })))
  return parts.flatMap(({ flow, part }, i) =>
    parts
      .slice(i + 1)
      .filter(({ part: other, flow: another }) => {
        if (flow === another) return false
        const isUpright = part.width < 0.01 && other.width < 0.01
        const isLevel = part.height < 0.01 && other.height < 0.01
        if (isUpright)
          return (
            Math.abs(part.x - other.x) < 0.05 &&
            Math.min(part.y + part.height, other.y + other.height) - Math.max(part.y, other.y) > 1
          )
        return (
          isLevel &&
          Math.abs(part.y - other.y) < 0.05 &&
          Math.min(part.x + part.width, other.x + other.width) - Math.max(part.x, other.x) > 1
        )
      })
      .map(({ flow: other }) => `flow ${flow.edge} runs along flow ${other.edge}`),
  )
}

function areaOf({ x, y, width, size, anchor }: Text): Area {
  const left = anchor === 'start' ? x : anchor === 'middle' ? x - width / 2 : x - width
  return { x: left, y: y - size * 0.75, width, height: size * 0.95 }
}

const isInside = (inner: Area, outer: Area, slack = 0.1): boolean =>
  inner.x >= outer.x - slack &&
  inner.y >= outer.y - slack &&
  inner.x + inner.width <= outer.x + outer.width + slack &&
  inner.y + inner.height <= outer.y + outer.height + slack

const outsideOfItsShape = (shape: Shape): string[] =>
  shape.texts
    .filter((text) => !isInside(areaOf(text), shape))
    .map(({ text }) => `“${text}” does not fit into ${nameOf(shape)}`)

/** Words on flows and tags cover neither cards nor each other, nor does a flow run through them. */
function words({ texts, shapes, lines }: Scene, cards: readonly Shape[]): string[] {
  const said = [
    ...texts
      .filter(({ style, tone }) => style === 'italic' && tone !== 'quiet')
      .map((text) => ({ name: text.text, area: areaOf(text) })),
    ...shapes
      .filter(({ form }) => form === 'tag' || form === 'start')
      .map((tag) => ({ name: tag.texts[0]!.text, area: tag as Area, isStart: tag.form === 'start' })),
  ]
  const parts = lines.filter(({ edge }) => edge !== undefined).flatMap(partsOf)
  return said.flatMap(({ name, area, ...rest }, i) => [
    ...('isStart' in rest && rest.isStart
      ? []
      : cards.filter((card) => depth(area, card) > 0.1).map((card) => `“${name}” covers ${nameOf(card)}`)),
    ...said
      .slice(i + 1)
      .filter((other) => depth(area, other.area) > 0.1)
      .map((other) => `“${name}” covers “${other.name}”`),
    ...('isStart' in rest && rest.isStart
      ? []
      : parts.filter((part) => depth(area, part) > 0.1).map(() => `a flow runs through “${name}”`)),
  ])
}

function badges({ badges: all, width, height }: Scene, cards: readonly Shape[]): string[] {
  const areas = all.map(({ x, y, size, number }) => ({
    number,
    x: x - size / 2,
    y: y - size / 2,
    width: size,
    height: size,
  }))
  return areas.flatMap((badge, i) => [
    ...(isInside(badge, { x: 0, y: 0, width, height }) ? [] : [`badge ${badge.number} is outside`]),
    ...cards.flatMap((card) =>
      card.texts
        .filter((text) => depth(badge, areaOf(text)) > 1)
        .map(({ text }) => `badge ${badge.number} covers “${text}”`),
    ),
    ...areas
      .slice(i + 1)
      .filter((other) => depth(badge, other) > 0.1)
      .map((other) => `badge ${badge.number} covers badge ${other.number}`),
  ])
}

function outside(scene: Scene): string[] {
  const page = { x: 0, y: 0, width: scene.width, height: scene.height }
  const texts = [...scene.texts, ...[...scene.shapes, ...scene.areas].flatMap((shape) => shape.texts)]
  return [
    ...[...scene.shapes, ...scene.areas]
      .filter((shape) => !isInside(shape, page))
      .map((shape) => `${nameOf(shape)} is outside`),
    ...texts.filter((text) => !isInside(areaOf(text), page)).map(({ text }) => `“${text}” is outside`),
    ...scene.lines
      .filter(({ points }) => points.some((point) => !isInside({ ...point, width: 0, height: 0 }, page)))
      .map(({ kind }) => `a line (${kind}) is outside`),
  ]
}
