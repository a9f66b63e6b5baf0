/** The signs that mean something in YAML, as `charCodeAt` tells them. */
export const newline = 0x0a
export const carriageReturn = 0x0d
export const blank = 0x20
export const doubleQuote = 0x22
export const hash = 0x23
export const singleQuote = 0x27
export const plus = 0x2b
export const comma = 0x2c
export const dash = 0x2d
export const dot = 0x2e
export const colon = 0x3a
export const question = 0x3f
export const openList = 0x5b
export const backslash = 0x5c
export const closeList = 0x5d
export const openMap = 0x7b
export const bar = 0x7c
export const closeMap = 0x7d
export const greater = 0x3e

/** The end of the text counts: there, `charCodeAt` is not a number. */
export const isLineEnd = (sign: number): boolean => sign === newline || sign === carriageReturn || Number.isNaN(sign)

export const isGap = (sign: number): boolean => sign === blank || isLineEnd(sign)

export const isFlowEnd = (sign: number): boolean => sign === comma || sign === closeMap || sign === closeList

export const isFlowGap = (sign: number): boolean =>
  isGap(sign) || isFlowEnd(sign) || sign === openMap || sign === openList

/** , [ ] { } # & * ! | > ' " % @ ` */
const isIndicator = new Uint8Array(128)
for (const sign of ',[]{}#&*!|>\'"%@`') isIndicator[sign.charCodeAt(0)] = 1

/** Whether no text without quotes begins with it, whatever follows. */
export const isReserved = (sign: number): boolean => sign < 128 && isIndicator[sign] === 1

/** Whether a text without quotes begins with it only where something follows at once: `-1`, not `- 1`. */
export const isHalfReserved = (sign: number): boolean => sign === dash || sign === question || sign === colon
