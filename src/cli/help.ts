/** What `--help` shows beside commands and options. No line is longer than 80 signs. */
export const help = {
  program: `Finds where a service will let its customers down, and proves it.

Begin here:
  faultline check                  judge every blueprint below this folder
  faultline check --verbose        also what to ask, and whom: an interview list
  faultline explain dead-end       what a finding means, and what to do

Blueprints are text files whose names end in .blueprint.yaml. Nothing that is
in them leaves this machine.`,

  check: `Finds blueprints, reads them, and tells where they let customers down.

Examples:
  faultline check                           everything below this folder
  faultline check refund.blueprint.yaml     one blueprint
  faultline check --verbose                 also what to ask, and whom
  faultline check --rule dead-end,trap      what two rules find, and no others
  faultline check -f sarif=findings.sarif   for another program, into a file
  faultline check --fail-on warning         strict: warnings fail the run too
  faultline check --since main              only what is new since main counts
  faultline check - < draft.yaml            what comes over standard input`,

  exitCodes: `
Exit codes:
  0  judged, and nothing fails the run
  1  judged, and something does
  2  not judged: bad arguments, a wrong config, no blueprint found, a file that
     cannot be read or written, a revision that does not exist
  3  a fault in faultline itself

Findings go to standard output, everything else to standard error.`,

  compare: `Judges two states of one service, and tells what is new, gone and left.

Examples:
  faultline compare refund.blueprint.yaml refund-to-be.blueprint.yaml
  faultline compare as-is to-be                    two folders
  faultline compare main:blueprints blueprints     a git revision, and now`,

  report: `Writes the audit as a document: on the first page what customers live through
and what to decide, by whom; then the proof of each, a page for everyone who can
change something, and what is not known yet.

Examples:
  faultline report refund.blueprint.yaml -f html -o report.html
  faultline report refund.blueprint.yaml -f pptx -o report.pptx   to be edited
  faultline report blueprints -o portfolio.md       several services together`,

  draw: `Draws one blueprint as a picture: the lanes with their lines, time from left to
right, and what was found, numbered at its place.

Examples:
  faultline draw refund.blueprint.yaml -o refund.svg
  faultline draw refund.blueprint.yaml --no-findings --theme dark`,

  explain: `Tells what a rule finds, why that hurts customers, what to do about it, and
shows it in a bad example and a good one.

Example:
  faultline explain ownerless-handoff`,

  init: `Makes what it takes to begin: a small true blueprint with faults to learn from,
a config, and the pipelines that are asked for. What is there stays as it is.

Examples:
  faultline init                     in this folder
  faultline init --ci github         with a workflow that judges pull requests
  faultline init --pre-commit        with a hook that judges before each commit`,

  lsp: `Shows the findings of \`check\` in an editor while you type, explains them, and
mends some of them. Editors start it themselves: it speaks the Language Server
Protocol over standard input and output.`,

  completion: `Prints what lets a shell complete commands, options and the names of rules.

Once, for good:
  bash  echo 'source <(faultline completion bash)' >> ~/.bashrc
  zsh   echo 'source <(faultline completion zsh)' >> ~/.zshrc
  fish  faultline completion fish > ~/.config/fish/completions/faultline.fish`,
}
