import type { Step } from '../read/blueprint.ts'

/** The lanes that steps are in, as people call them. */
export const laneTitles: Readonly<Record<Step['lane'], string>> = {
  customer: 'Customer',
  touchpoint: 'Touchpoints',
  backstage: 'Backstage',
  support: 'Support',
}
