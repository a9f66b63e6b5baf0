/** What `--format` knows: names alone, so that help and mistakes need no format. */
export const formatNames = ['pretty', 'json', 'sarif', 'markdown', 'github', 'gitlab', 'junit', 'compact'] as const

export type FormatName = (typeof formatNames)[number]

/** Those in which two states can be told beside each other. */
export const compareFormats = ['pretty', 'json', 'markdown'] as const satisfies readonly FormatName[]
