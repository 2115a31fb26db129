/** The shells for which there is a completion script. */
export const SHELLS = ['bash', 'zsh', 'fish'] as const;
export type Shell = (typeof SHELLS)[number];

// Each script asks the command itself, so that it stays right when the command changes.
export const SCRIPTS: Readonly<Record<Shell, string>> = {
  bash: `_twilio_connector() {
  local IFS=$'\\n'
  COMPREPLY=($(twilio-connector complete -- "\${COMP_WORDS[@]:1:COMP_CWORD}" 2>/dev/null))
  if [[ \${COMPREPLY[0]} == *= ]]; then compopt -o nospace; fi
}
complete -o default -F _twilio_connector twilio-connector
`,
  zsh: `#compdef twilio-connector
_twilio_connector() {
  local -a candidates
  candidates=("\${(@f)$(twilio-connector complete -- "\${(@)words[2,CURRENT]}" 2>/dev/null)}")
  if [[ -z $candidates ]]; then _files
  elif [[ $candidates[1] == *= ]]; then compadd -S '' -a candidates
  else compadd -a candidates
  fi
}
if [[ $funcstack[1] == _twilio-connector ]]; then _twilio_connector
else compdef _twilio_connector twilio-connector
fi
`,
  fish: `function __twilio_connector
  set -l words (commandline -opc)
  set -l current (commandline -ct)
  twilio-connector complete -- $words[2..-1] "$current" 2>/dev/null
end
complete -c twilio-connector -a '(__twilio_connector)'
`,
};
