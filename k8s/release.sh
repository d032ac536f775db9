# shellcheck shell=bash
# What kubectl-0x01, kubectl-0x02 and kubectl-0x03 share. Sourced, never run. Works with bash 3.2 and newer.
#
# State is read from the cluster each time and never kept in a file:
# - the Service's selector says which version serves; without a version it is stable
# - the annotation messaging/previous of the Service says which version served before
# - the annotation messaging/verified of a Deployment says which of its pods (by pod-template-hash) passed the test

# Exit codes, the same for all three.
# shellcheck disable=SC2034 # The scripts use them.
readonly DONE=0 FAILED=1 USAGE=2 MISSING=3 REFUSED=4 UNDONE=5 INTERRUPTED=130

readonly SERVICE=messaging-app-service
readonly CONTAINER=messaging-app
readonly PORT=8000
# shellcheck disable=SC2034
readonly CONFIG=messaging-app-config
readonly PROBE=messaging-app-probe

program=${0##*/}
# Where a message goes even if it comes up inside of something whose errors are not shown.
exec 8>&2
namespace=messaging
context=
dry_run=no
work=
probe_pod=
forwards=

if [ -t 1 ] && [ -z "${NO_COLOR:-}" ] && [ "${TERM:-dumb}" != dumb ]; then
    red=$'\033[31m' green=$'\033[32m' yellow=$'\033[33m' bold=$'\033[1m' plain=$'\033[0m'
else
    red='' green='' yellow='' bold='' plain=''
fi

say() { printf '%s\n' "$*"; }
heading() { printf '%s== %s%s\n' "$bold" "$*" "$plain"; }
good() { printf '%s✓%s %s\n' "$green" "$plain" "$*"; }
bad() { printf '%s✗%s %s\n' "$red" "$plain" "$*"; }
warn() { printf '%s%s: %s%s\n' "$yellow" "$program" "$*" "$plain" >&8; }

# die CODE TEXT: one line on standard error, and the end.
die() {
    local code=$1
    shift
    printf '%s%s: %s%s\n' "$red" "$program" "$*" "$plain" >&8
    exit "$code"
}

usage_error() { die "$USAGE" "$* (see $program --help)"; }

# need_value OPTION COUNT: COUNT is how many arguments are left, the option included.
need_value() { [ "$2" -ge 2 ] || usage_error "$1 needs a value"; }

exit_codes() {
    cat <<'TEXT'
Exit codes:
  0    done
  1    failed; the message says what the cluster's state is
  2    wrong usage; nothing was done
  3    something that is needed is missing; nothing was done
  4    refused, because it would not be safe; nothing was done
  5    failed, and the state from before is back
  130  interrupted; the message says what the cluster's state is
TEXT
}

# ---- kubectl

# Every call goes through here. A call that hangs is a failure too.
k() {
    if [ -n "$context" ]; then
        kubectl --context="$context" --namespace="$namespace" "$@"
    else
        kubectl --namespace="$namespace" "$@"
    fi
}

# The same for questions, which have an answer at once.
ask() { k --request-timeout=30s "$@"; }

# A call that changes something; a dry run only shows it.
change() {
    if [ "$dry_run" = yes ]; then
        say "would run: kubectl --namespace=$namespace $*"
    else
        k --request-timeout=60s "$@"
    fi
}

need_program() {
    command -v "$1" >/dev/null 2>&1 || die "$MISSING" "$1 is not on the PATH${2:+; $2}"
}

# The cluster answers, and the namespace is there.
need_cluster() {
    local answer
    need_program kubectl 'see https://kubernetes.io/docs/tasks/tools/'
    if ! answer=$(ask get namespace "$namespace" --output=name 2>&1); then
        case $answer in
            *NotFound*) die "$MISSING" "there is no namespace $namespace; install with: kubectl apply -k k8s/" ;;
            *Forbidden*) ;; # Not everybody who may work in a namespace may read its name.
            *) die "$MISSING" "the cluster does not answer: $(last_line "$answer")" ;;
        esac
    fi
}

# need_right VERB RESOURCE [SUBRESOURCE]
need_right() {
    ask auth can-i "$1" "$2" ${3:+--subresource="$3"} --quiet >/dev/null 2>&1 \
        || die "$MISSING" "this account may not $1 $2${3:+/$3} in the namespace $namespace"
}

last_line() { printf '%s\n' "$1" | sed -n '$p'; }

# field KIND NAME JSONPATH: empty when there is no such object or field.
field() { ask get "$1" "$2" --ignore-not-found --output="jsonpath=$3"; }

exists() { [ -n "$(ask get "$1" "$2" --ignore-not-found --output=name)" ]; }

need_object() {
    local found
    found=$(ask get "$1" "$2" --ignore-not-found --output=name) || die "$MISSING" "can't read the $1 $2"
    [ -n "$found" ] || die "$MISSING" "there is no $1 $2 in the namespace $namespace${3:+; $3}"
}

# ---- versions

deployment_of() {
    case $1 in
        stable) say messaging-app ;;
        *) say "messaging-app-$1" ;;
    esac
}

# The version that the Service leads to.
serving() {
    local version
    version=$(field service "$SERVICE" '{.spec.selector.version}') || return 1
    say "${version:-stable}"
}

# pods VERSION: a line for each pod that is not going away: name|ip|pod-template-hash|ready|label serves
pods() {
    ask get pods --selector="app=messaging-app,version=$1" --output=jsonpath='{range .items[*]}{.metadata.name}{"|"}{.status.podIP}{"|"}{.metadata.labels.pod-template-hash}{"|"}{.status.conditions[?(@.type=="Ready")].status}{"|"}{.metadata.labels.serves}{"|"}{.metadata.deletionTimestamp}{"\n"}{end}' \
        | awk -F'|' 'NF >= 6 && $6 == "" { print $1 "|" $2 "|" $3 "|" $4 "|" $5 }'
}

# leaving VERSION: the names of its pods that are going away.
leaving() {
    ask get pods --selector="app=messaging-app,version=$1" --output=jsonpath='{range .items[*]}{.metadata.name}{"|"}{.metadata.deletionTimestamp}{"\n"}{end}' \
        | awk -F'|' '$2 != "" { print $1 }'
}

# ready_names VERSION: the names of the pods that are ready, sorted.
ready_names() { pods "$1" | awk -F'|' '$4 == "True" { print $1 }' | sort; }

# hashes VERSION: the different pod-template-hashes of all its pods.
hashes() { pods "$1" | awk -F'|' '{ print $3 }' | sort -u; }

# endpoint_names SERVICE: the pods that the Service leads to, sorted.
endpoint_names() {
    ask get endpointslices.discovery.k8s.io --selector="kubernetes.io/service-name=$1" --output=go-template='{{range .items}}{{range .endpoints}}{{if .conditions.ready}}{{.targetRef.name}}{{"\n"}}{{end}}{{end}}{{end}}' \
        | sort -u
}

# ---- roll-outs

# progress DEPLOYMENT: generation|seen generation|wanted|all|updated|available|reason of the condition Progressing
progress() {
    field deployment "$1" '{.metadata.generation}{"|"}{.status.observedGeneration}{"|"}{.spec.replicas}{"|"}{.status.replicas}{"|"}{.status.updatedReplicas}{"|"}{.status.availableReplicas}{"|"}{.status.conditions[?(@.type=="Progressing")].reason}'
}

# show_progress LINE: a line of progress for people.
show_progress() {
    printf '%s\n' "$1" | awk -F'|' '{ printf "  %d wanted: %d new, %d available, %d in all\n", $3, $5, $6, $4 }'
}

# complete LINE: whether a line of progress says that all pods are new, and available.
complete() {
    local generation seen wanted all updated available
    IFS='|' read -r generation seen wanted all updated available _ <<<"$1"
    [ "${seen:-0}" -ge "$generation" ] && [ "${updated:-0}" = "$wanted" ] && [ "${all:-0}" = "$wanted" ] && [ "${available:-0}" = "$wanted" ]
}

# newest_hash VERSION: the pod-template-hash of its latest roll-out.
newest_hash() {
    ask get replicasets --selector="app=messaging-app,version=$1" --output=jsonpath='{range .items[*]}{.metadata.annotations.deployment\.kubernetes\.io/revision}{"|"}{.metadata.labels.pod-template-hash}{"\n"}{end}' \
        | sort -t '|' -k 1,1n | awk -F'|' '{ hash = $2 } END { print hash }'
}

# hopeless VERSION LINE: whether the roll-out, with that line of progress, won't get through; problem says why. The
# controller itself gives up after ten minutes only, but a pod says sooner that its image can't be had, or that it ended
# again and again (the first time may be a database that is still starting). It has to say so five times in a row, and of an
# image that can't be had thirty times: a registry may fail once, and the node tries again after 10 and 20 seconds. The pods
# of the roll-out before don't count: those may be the very ones that this one is to replace.
problem=
stuck=0
hopeless() {
    local generation seen reason hash
    problem=
    IFS='|' read -r generation seen _ _ _ _ reason <<<"$2"
    [ "${seen:-0}" -ge "${generation:-0}" ] || return 1
    if [ "$reason" = ProgressDeadlineExceeded ]; then
        problem='the roll-out makes no progress'
        return 0
    fi
    hash=$(newest_hash "$1") || return 1
    problem=$(ask get pods --selector="app=messaging-app,version=$1,pod-template-hash=$hash" --output=jsonpath='{range .items[*]}{.metadata.name}{"|"}{.metadata.deletionTimestamp}{"|"}{.status.containerStatuses[*].restartCount}{"|"}{.status.containerStatuses[*].state.waiting.reason}{"|"}{.status.containerStatuses[*].state.waiting.message}{"\n"}{end}' \
        | awk -F'|' '$2 == "" && !found && ($4 ~ /^(ErrImagePull|ImagePullBackOff|ErrImageNeverPull|InvalidImageName|Create(Container|ContainerConfig|PodSandbox)Error|RunContainerError)$/ || ($4 == "CrashLoopBackOff" && $3 >= 3)) {
            found = 1
            print "the pod " $1 " does not start: " $4 ($5 == "" ? "" : ", " substr($5, 1, 200))
        }') || problem=
    if [ -n "$problem" ]; then stuck=$((stuck + 1)); else stuck=0; fi
    case $problem in
        *': ErrImagePull'* | *': ImagePullBackOff'*) [ "$stuck" -ge 30 ] ;;
        *) [ "$stuck" -ge 5 ] ;;
    esac
}

count() { if [ -z "$1" ]; then say 0; else printf '%s\n' "$1" | wc -l | tr -d ' '; fi; }

# ---- a folder for passing things, with rights for nobody else

work_folder() {
    [ -n "$work" ] || work=$(mktemp -d "${TMPDIR:-/tmp}/$program.XXXXXX")
}

# ---- port-forward: straight to one pod

# forward POD: opens one and sets forwarded to host:port.
forward() {
    local log attempt=0 pid
    work_folder
    log=$work/forward-$1
    : >"$log"
    # In place of the subshell, so that the number is kubectl's own: what is killed at the end is the forwarding itself.
    (
        if [ -n "$context" ]; then set -- --context="$context" "$1"; else set -- "" "$1"; fi
        exec kubectl ${1:+"$1"} --namespace="$namespace" port-forward --address=127.0.0.1 "pod/$2" ":$PORT"
    ) >"$log" 2>&1 8>&- &
    pid=$!
    forwards="$forwards $pid"
    forwarded=
    while [ -z "$forwarded" ]; do
        forwarded=$(sed -n 's/^Forwarding from \(127\.0\.0\.1:[0-9]*\) -> .*/\1/p' "$log" | sed -n 1p)
        [ -n "$forwarded" ] && break
        attempt=$((attempt + 1))
        if [ "$attempt" -gt 150 ] || ! kill -0 "$pid" 2>/dev/null; then
            warn "no way to the pod $1: $(last_line "$(cat "$log")")"
            return 1
        fi
        sleep 0.2
    done
}

stop_forwards() {
    local pid
    for pid in $forwards; do
        kill "$pid" 2>/dev/null || true
        wait "$pid" 2>/dev/null || true
    done
    forwards=
}

# ---- the probe: a pod that asks through a Service, as clients do

# start_probe SERVICE IMAGE: it asks twice a second, each time on a new connection, and logs a line for each answer:
# time and status, or 000 for none. It ends by itself after an hour, whatever happens to this program.
start_probe() {
    probe_pod=$PROBE-$(random 4)
    k --request-timeout=60s create --filename=- >/dev/null <<MANIFEST || { probe_pod=; return 1; }
apiVersion: v1
kind: Pod
metadata:
  name: $probe_pod
  labels:
    app: $PROBE
spec:
  restartPolicy: Never
  activeDeadlineSeconds: $((${timeout:-0} + 3600))
  terminationGracePeriodSeconds: 1
  automountServiceAccountToken: false
  enableServiceLinks: false
  securityContext:
    runAsNonRoot: true
    runAsUser: 1001
    seccompProfile:
      type: RuntimeDefault
  containers:
    - name: probe
      image: "$2"
      imagePullPolicy: IfNotPresent
      command:
        - bash
        - -c
        - |
          once() {
            timeout 5 bash -c 'exec 3<>/dev/tcp/\$1/\$2 || exit 1
              printf "GET /api/v1/health/ HTTP/1.1\r\nHost: %s\r\nAccept: application/json\r\nConnection: close\r\n\r\n" "\$1" >&3
              read -r _ status _ <&3 && cat <&3 >/dev/null && printf "%s\n" "\$status"' once "\$1" "\$2" 2>/dev/null
          }
          trap 'exit 0' TERM
          while :; do
            status=\$(once "\$1" "\$2")
            printf '%s %s\n' "\$(date -u +%Y-%m-%dT%H:%M:%SZ)" "\${status:-000}"
            sleep 0.5
          done
        - probe
        - $1
        - "$PORT"
      resources:
        requests:
          cpu: 10m
          memory: 16Mi
        limits:
          cpu: 200m
          memory: 64Mi
      securityContext:
        allowPrivilegeEscalation: false
        readOnlyRootFilesystem: true
        capabilities:
          drop:
            - ALL
MANIFEST
    work_folder
    if ! k wait --for=condition=Ready "pod/$probe_pod" --timeout=120s >"$work/wait" 2>&1; then
        warn "the probe $probe_pod does not start: $(last_line "$(cat "$work/wait")") $(field pod "$probe_pod" '{.status.containerStatuses[0].state.waiting.reason}{.status.containerStatuses[0].state.terminated.reason}{.status.conditions[?(@.type=="PodScheduled")].message}')"
        return 1
    fi
}

# probe_lines: all that it has logged.
probe_lines() { ask logs "$probe_pod" 2>/dev/null; }

# show_answers FROM FILE: shows the lines of FILE from number FROM on, as ✓ or ✗.
show_answers() {
    local time status
    sed -n "$1,\$p" "$2" | while read -r time status; do
        if [ "$status" = 200 ]; then good "$time $status"; else bad "$time $status"; fi
    done
}

stop_probe() {
    [ -z "$probe_pod" ] || ask delete pod "$probe_pod" --now --wait=false --ignore-not-found >/dev/null 2>&1 \
        || warn "the pod $probe_pod could not be deleted; it ends within an hour, or: kubectl --namespace=$namespace delete pod $probe_pod"
    probe_pod=
}

image_of() { field deployment "$1" "{.spec.template.spec.containers[?(@.name==\"$CONTAINER\")].image}"; }

# random BYTES: as hexadecimal digits.
random() { od -An -N"$1" -tx1 /dev/urandom | tr -d ' \n'; }

now() { date -u +%Y-%m-%dT%H:%M:%SZ; }

# ---- the end, in whatever way it comes

# What a script cleans up besides; replaced by those that have something.
clean_up_more() { :; }

# What a script says of the cluster when it is interrupted; replaced by each.
name_state() { :; }

clean_up() {
    local code=$?
    trap - EXIT INT TERM HUP
    set +e
    clean_up_more
    stop_probe
    stop_forwards
    [ -z "$work" ] || rm -rf "$work"
    exit "$code"
}

interrupted() {
    # A second Ctrl-C must not stop the cleaning up.
    trap '' INT TERM HUP
    set +e
    printf '\n' >&8
    warn "interrupted. $(name_state)"
    exit "$INTERRUPTED"
}

trap clean_up EXIT
trap interrupted INT TERM HUP
