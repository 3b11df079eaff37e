# bash completion for hearth, made by `hearth completion bash`
_hearth() {
  local current=${COMP_WORDS[COMP_CWORD]} previous=${COMP_WORDS[COMP_CWORD - 1]}
  local words=() word skip=0 options=""
  for word in "${COMP_WORDS[@]:1:COMP_CWORD-1}"; do
    if ((skip)); then skip=0; continue; fi
    case $word in
      --config | --data) skip=1 ;;
      -*) ;;
      *) words+=("$word") ;;
    esac
  done
  case $previous in
    --about) COMPREPLY=(); return ;;
    --config) compopt -o filenames; mapfile -t COMPREPLY < <(compgen -f -- "$current"); return ;;
    --control-fd) COMPREPLY=(); return ;;
    --data) compopt -o filenames; mapfile -t COMPREPLY < <(compgen -d -- "$current"); return ;;
    --decision) COMPREPLY=(); return ;;
    --in) compopt -o filenames; mapfile -t COMPREPLY < <(compgen -f -- "$current"); return ;;
    --kind) COMPREPLY=(); return ;;
    --limit) COMPREPLY=(); return ;;
    --model) COMPREPLY=(); return ;;
    --purpose) COMPREPLY=(); return ;;
    --ready-fd) COMPREPLY=(); return ;;
    --role) COMPREPLY=(); return ;;
    --session) COMPREPLY=(); return ;;
    --since) COMPREPLY=(); return ;;
    --state) COMPREPLY=(); return ;;
    --until) COMPREPLY=(); return ;;
    --workspace) compopt -o filenames; mapfile -t COMPREPLY < <(compgen -d -- "$current"); return ;;
  esac
  local name=${words[0]:-}
  case $name in
    "") mapfile -t COMPREPLY < <(compgen -W "chat completion docs doctor history memory models network open protection run serve sessions settings status stop support-bundle --help --version" -- "$current"); return ;;
    docs) ((${#words[@]} > 1)) || { mapfile -t COMPREPLY < <(compgen -W "add list remove search show watch" -- "$current"); return; }
      name+=" ${words[1]}" ;;
    history) ((${#words[@]} > 1)) || { mapfile -t COMPREPLY < <(compgen -W "file search" -- "$current"); return; }
      name+=" ${words[1]}" ;;
    memory) ((${#words[@]} > 1)) || { mapfile -t COMPREPLY < <(compgen -W "add confirm edit export forget list search show" -- "$current"); return; }
      name+=" ${words[1]}" ;;
    models) ((${#words[@]} > 1)) || { mapfile -t COMPREPLY < <(compgen -W "list" -- "$current"); return; }
      name+=" ${words[1]}" ;;
    network) ((${#words[@]} > 1)) || { mapfile -t COMPREPLY < <(compgen -W "allow allowlist ask deny forget local log offline preview" -- "$current"); return; }
      name+=" ${words[1]}" ;;
    protection) ((${#words[@]} > 1)) || { mapfile -t COMPREPLY < <(compgen -W "accept" -- "$current"); return; }
      name+=" ${words[1]}" ;;
    sessions) ((${#words[@]} > 1)) || { mapfile -t COMPREPLY < <(compgen -W "delete list show" -- "$current"); return; }
      name+=" ${words[1]}" ;;
    settings) ((${#words[@]} > 1)) || { mapfile -t COMPREPLY < <(compgen -W "get list set unset" -- "$current"); return; }
      name+=" ${words[1]}" ;;
  esac
  case $name in
    "chat") options="--workspace --model --session --config --data --json --no-color --help"; [[ $current == -* ]] || { COMPREPLY=(); return; } ;;
    "completion") options="--config --data --json --no-color --help"; [[ $current == -* ]] || { mapfile -t COMPREPLY < <(compgen -W "bash zsh" -- "$current"); return; } ;;
    "docs add") options="--watch --no-wait --workspace --config --data --json --no-color --help"; [[ $current == -* ]] || { compopt -o filenames; mapfile -t COMPREPLY < <(compgen -f -- "$current"); return; } ;;
    "docs list") options="--state --limit --config --data --json --no-color --help"; [[ $current == -* ]] || { compopt -o filenames; mapfile -t COMPREPLY < <(compgen -f -- "$current"); return; } ;;
    "docs remove") options="--config --data --json --no-color --help"; [[ $current == -* ]] || { compopt -o filenames; mapfile -t COMPREPLY < <(compgen -f -- "$current"); return; } ;;
    "docs search") options="--all --in --limit --workspace --config --data --json --no-color --help"; [[ $current == -* ]] || { COMPREPLY=(); return; } ;;
    "docs show") options="--limit --config --data --json --no-color --help"; [[ $current == -* ]] || { COMPREPLY=(); return; } ;;
    "docs watch") options="--stop --config --data --json --no-color --help"; [[ $current == -* ]] || { compopt -o filenames; mapfile -t COMPREPLY < <(compgen -f -- "$current"); return; } ;;
    "doctor") options="--config --data --json --no-color --help"; [[ $current == -* ]] || { COMPREPLY=(); return; } ;;
    "history file") options="--limit --config --data --json --no-color --help"; [[ $current == -* ]] || { compopt -o filenames; mapfile -t COMPREPLY < <(compgen -f -- "$current"); return; } ;;
    "history search") options="--limit --role --session --since --until --config --data --json --no-color --help"; [[ $current == -* ]] || { COMPREPLY=(); return; } ;;
    "memory add") options="--about --kind --workspace --config --data --json --no-color --help"; [[ $current == -* ]] || { COMPREPLY=(); return; } ;;
    "memory confirm") options="--no --config --data --json --no-color --help"; [[ $current == -* ]] || { COMPREPLY=(); return; } ;;
    "memory edit") options="--about --kind --config --data --json --no-color --help"; [[ $current == -* ]] || { COMPREPLY=(); return; } ;;
    "memory export") options="--markdown --config --data --json --no-color --help"; [[ $current == -* ]] || { COMPREPLY=(); return; } ;;
    "memory forget") options="--with-history --config --data --json --no-color --help"; [[ $current == -* ]] || { COMPREPLY=(); return; } ;;
    "memory list") options="--all --ended --kind --limit --state --workspace --config --data --json --no-color --help"; [[ $current == -* ]] || { COMPREPLY=(); return; } ;;
    "memory search") options="--all --explain --in --kind --limit --session --since --until --workspace --config --data --json --no-color --help"; [[ $current == -* ]] || { COMPREPLY=(); return; } ;;
    "memory show") options="--config --data --json --no-color --help"; [[ $current == -* ]] || { COMPREPLY=(); return; } ;;
    "models list") options="--config --data --json --no-color --help"; [[ $current == -* ]] || { COMPREPLY=(); return; } ;;
    "network") options="--session --config --data --json --no-color --help"; [[ $current == -* ]] || { COMPREPLY=(); return; } ;;
    "network allow") options="--purpose --session --config --data --json --no-color --help"; [[ $current == -* ]] || { COMPREPLY=(); return; } ;;
    "network allowlist") options="--session --config --data --json --no-color --help"; [[ $current == -* ]] || { COMPREPLY=(); return; } ;;
    "network ask") options="--session --config --data --json --no-color --help"; [[ $current == -* ]] || { COMPREPLY=(); return; } ;;
    "network deny") options="--purpose --session --config --data --json --no-color --help"; [[ $current == -* ]] || { COMPREPLY=(); return; } ;;
    "network forget") options="--config --data --json --no-color --help"; [[ $current == -* ]] || { COMPREPLY=(); return; } ;;
    "network local") options="--session --config --data --json --no-color --help"; [[ $current == -* ]] || { COMPREPLY=(); return; } ;;
    "network log") options="--decision --limit --purpose --session --since --config --data --json --no-color --help"; [[ $current == -* ]] || { COMPREPLY=(); return; } ;;
    "network offline") options="--session --config --data --json --no-color --help"; [[ $current == -* ]] || { COMPREPLY=(); return; } ;;
    "network preview") options="--model --session --config --data --json --no-color --help"; [[ $current == -* ]] || { COMPREPLY=(); return; } ;;
    "open") options="--config --data --json --no-color --help"; [[ $current == -* ]] || { COMPREPLY=(); return; } ;;
    "protection") options="--config --data --json --no-color --help"; [[ $current == -* ]] || { COMPREPLY=(); return; } ;;
    "protection accept") options="--config --data --json --no-color --help"; [[ $current == -* ]] || { COMPREPLY=(); return; } ;;
    "run") options="--workspace --model --session --yes --config --data --json --no-color --help"; [[ $current == -* ]] || { COMPREPLY=(); return; } ;;
    "serve") options="--background --no-tcp --control-fd --ready-fd --config --data --json --no-color --help"; [[ $current == -* ]] || { COMPREPLY=(); return; } ;;
    "sessions delete") options="--config --data --json --no-color --help"; [[ $current == -* ]] || { COMPREPLY=(); return; } ;;
    "sessions list") options="--limit --config --data --json --no-color --help"; [[ $current == -* ]] || { COMPREPLY=(); return; } ;;
    "sessions show") options="--limit --config --data --json --no-color --help"; [[ $current == -* ]] || { COMPREPLY=(); return; } ;;
    "settings get") options="--config --data --json --no-color --help"; [[ $current == -* ]] || { mapfile -t COMPREPLY < <(compgen -W "agent.max_minutes agent.max_parallel_runs agent.max_turns agent.model agent.repeat_limit appearance.density appearance.language appearance.theme git.email git.name labels.untrusted_files local.api_key_file local.base_url log.level memory.encoder memory.suggestions network.mode redaction.accounts redaction.emails redaction.home_paths redaction.pattern_action redaction.patterns redaction.phones redaction.secrets remote.api_key_file remote.base_url server.idle_minutes server.max_connections server.tcp store.durability" -- "$current"); return; } ;;
    "settings list") options="--config --data --json --no-color --help"; [[ $current == -* ]] || { COMPREPLY=(); return; } ;;
    "settings set") options="--config --data --json --no-color --help"; [[ $current == -* ]] || { mapfile -t COMPREPLY < <(compgen -W "agent.max_minutes agent.max_parallel_runs agent.max_turns agent.model agent.repeat_limit appearance.density appearance.language appearance.theme git.email git.name labels.untrusted_files local.api_key_file local.base_url log.level memory.encoder memory.suggestions network.mode redaction.accounts redaction.emails redaction.home_paths redaction.pattern_action redaction.patterns redaction.phones redaction.secrets remote.api_key_file remote.base_url server.idle_minutes server.max_connections server.tcp store.durability" -- "$current"); return; } ;;
    "settings unset") options="--config --data --json --no-color --help"; [[ $current == -* ]] || { mapfile -t COMPREPLY < <(compgen -W "agent.max_minutes agent.max_parallel_runs agent.max_turns agent.model agent.repeat_limit appearance.density appearance.language appearance.theme git.email git.name labels.untrusted_files local.api_key_file local.base_url log.level memory.encoder memory.suggestions network.mode redaction.accounts redaction.emails redaction.home_paths redaction.pattern_action redaction.patterns redaction.phones redaction.secrets remote.api_key_file remote.base_url server.idle_minutes server.max_connections server.tcp store.durability" -- "$current"); return; } ;;
    "status") options="--config --data --json --no-color --help"; [[ $current == -* ]] || { COMPREPLY=(); return; } ;;
    "stop") options="--config --data --json --no-color --help"; [[ $current == -* ]] || { COMPREPLY=(); return; } ;;
    "support-bundle") options="--config --data --json --no-color --help"; [[ $current == -* ]] || { COMPREPLY=(); return; } ;;
  esac
  mapfile -t COMPREPLY < <(compgen -W "$options" -- "$current")
}
complete -F _hearth hearth
