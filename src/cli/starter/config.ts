/** A config that changes nothing, and shows what can be changed. */
export const config = `# yaml-language-server: $schema=.faultline/config.schema.json
#
# What your house decides for its blueprints. It holds for every blueprint in this folder and below.
# Take the # away from what you want. \`faultline rules\` lists the rules, and \`faultline explain silent-wait\` tells about
# one of them.

# The least severity that makes a run fail: error, warning, note, or never.
failOn: error

# Blueprints that are left out, as in .gitignore.
# ignore: [drafts/**]

# What each rule is worth here: error, warning, note, or off. Some can be told more than that.
# rules:
#   untimed-handoff: off
#   silent-wait: [warning, { longest: 8h }]
`
