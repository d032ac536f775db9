# shellcheck shell=bash
# Functions shared by kubectl-0x01, kubectl-0x02 and kubectl-0x03. Sourced, never run. Works with bash 3.2 and newer.
#
# State lives in the cluster and never in a file:
# - the Service's selector names the version that serves; without a version it is stable
# - the Service's annotation messaging/previous names the version that served before
# - a Deployment's annotation messaging/verified holds the pod-template-hash that passed the smoke test
# - a Deployment's annotation messaging/deploy identifies the latest deployment of that color; the annotation
#   messaging/switched-at is written right after traffic has moved to it. Both are written only if the Deployment's
#   resourceVersion is the one that was read, so that a deploy and a switch cannot miss each other.

# Exit codes, the same for all three.
# shellcheck disable=SC2034 # The scripts use them.
readonly DONE=0 FAILED=1 USAGE=2 MISSING=3 REFUSED=4 ROLLED_BACK=5 INTERRUPTED=130

readonly SERVICE=messaging-app-service
readonly CONTAINER=messaging-app
readonly PORT=8000
# shellcheck disable=SC2034
readonly CONFIG=messaging-app-config
readonly PROBE=messaging-app-probe

program=${0##*/}
# Messages are written here, even by a command whose standard error is discarded.
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

# die CODE TEXT: prints one line on standard error and exits.
die() {
    local code=$1
    shift
    printf '%s%s: %s%s\n' "$red" "$program" "$*" "$plain" >&8
    exit "$code"
}

usage_error() { die "$USAGE" "$* (see $program --help)"; }

# require_value ARGUMENTS...: the first argument is an option, and the next one must be its value. An empty value is an
# error: it usually comes from an unset variable, and the default would not be what the caller wanted.
require_value() {
    case ${2:-} in
        '' | -*) usage_error "$1 requires a value" ;;
    esac
}

# require_equals_value ARGUMENT: the same for --option=value.
require_equals_value() { [ -n "${1#*=}" ] || usage_error "${1%%=*} requires a value"; }

# parse_arguments OPTIONS ARGUMENTS...: parses the arguments of a script. OPTIONS lists its options: --option=variable takes
# a value, as "--option value" or "--option=value"; --option sets the variable option to yes, with _ for -. All scripts have
# --context, --timeout, --dry-run and --help; -n is short for --namespace. Other arguments are passed to accept_argument.
parse_arguments() {
    local options=" --context=context --timeout=timeout --dry-run $1 " name variable
    shift
    while [ $# -gt 0 ]; do
        name=${1%%=*}
        [ "$1" != -n ] || name=--namespace
        variable=
        case $options in
            *" $name="*)
                variable=${options#*" $name="}
                variable=${variable%% *}
                ;;
        esac
        if [ "$1" = -h ] || [ "$1" = --help ]; then
            help
            exit 0
        elif [ -n "$variable" ] && [ "$1" = "${1%%=*}" ]; then
            require_value "$@"
            printf -v "$variable" '%s' "$2"
            shift
        elif [ -n "$variable" ]; then
            require_equals_value "$1"
            printf -v "$variable" '%s' "${1#*=}"
        else
            case $1 in
                --*=*) usage_error "unknown option $1" ;;
                --*)
                    case $options in
                        *" $1 "*) variable=${1#--} && printf -v "${variable//-/_}" yes ;;
                        *) usage_error "unknown option $1" ;;
                    esac
                    ;;
                -*) usage_error "unknown option $1" ;;
                *) accept_argument "$1" ;;
            esac
        fi
        shift
    done
}

is_number() { case $1 in '' | *[!0-9]* | ???????*) return 1 ;; esac }
is_name() { case $1 in '' | *[!a-z0-9.-]* | -* | *-) return 1 ;; esac }

require_name() { is_name "$1" || usage_error "'$1' is not a valid Kubernetes name"; }
require_seconds() { is_number "$2" || usage_error "$1 must be a number of seconds, not '$2'"; }
require_image_name() {
    case $1 in
        *[!a-zA-Z0-9._:/@-]*) usage_error "'$1' is not a valid image name" ;;
    esac
}

exit_codes() {
    cat <<'TEXT'
Exit codes:
  0    success
  1    failed; the message describes the cluster's state
  2    invalid usage; nothing was changed
  3    a prerequisite is missing; nothing was changed
  4    refused because it would not be safe; the message describes the cluster's state
  5    failed, and the previous state was restored
  130  interrupted; the message describes the cluster's state
TEXT
}

# ---- kubectl

# All calls of kubectl use this function.
k() {
    if [ -n "$context" ]; then
        kubectl --context="$context" --namespace="$namespace" "$@"
    else
        kubectl --namespace="$namespace" "$@"
    fi
}

# Reads from the cluster. A call that hangs fails.
ask() { k --request-timeout=30s "$@"; }

# Changes the cluster; a dry run only prints the command.
change() {
    if [ "$dry_run" = yes ]; then
        say "would run: kubectl --namespace=$namespace $*"
    else
        k --request-timeout=60s "$@"
    fi
}

require_program() {
    command -v "$1" >/dev/null 2>&1 || die "$MISSING" "$1 is not on the PATH${2:+; $2}"
}

# Checks that the cluster responds and the namespace exists.
require_cluster() {
    local answer
    require_program kubectl 'see https://kubernetes.io/docs/tasks/tools/'
    if ! answer=$(ask get namespace "$namespace" --output=name 2>&1); then
        case $answer in
            *NotFound*) die "$MISSING" "namespace $namespace not found; install with: kubectl apply -k k8s/" ;;
            *Forbidden*) ;; # An account can have rights in a namespace without the right to read it.
            *) die "$MISSING" "the cluster does not respond: $(last_line "$answer")" ;;
        esac
    fi
}

# require_permission VERB RESOURCE [SUBRESOURCE]
require_permission() {
    ask auth can-i "$1" "$2" ${3:+--subresource="$3"} --quiet >/dev/null 2>&1 \
        || die "$MISSING" "this account lacks the permission to $1 $2${3:+/$3} in the namespace $namespace"
}

last_line() { printf '%s\n' "$1" | sed -n '$p'; }

# field KIND NAME JSONPATH: empty if the object or the field does not exist.
field() { ask get "$1" "$2" --ignore-not-found --output="jsonpath=$3"; }

require_object() {
    local found
    found=$(ask get "$1" "$2" --ignore-not-found --output=name) || die "$MISSING" "cannot read the $1 $2"
    [ -n "$found" ] || die "$MISSING" "$1 $2 not found in the namespace $namespace${3:+; $3}"
}

# ---- versions

deployment_of() {
    case $1 in
        stable) say messaging-app ;;
        *) say "messaging-app-$1" ;;
    esac
}

# The version that the Service selects.
serving() {
    local version
    version=$(field service "$SERVICE" '{.spec.selector.version}') || return 1
    say "${version:-stable}"
}

# pods VERSION: a line for each pod that is not terminating: name|ip|pod-template-hash|ready|label serves
pods() {
    ask get pods --selector="app=messaging-app,version=$1" --output=jsonpath='{range .items[*]}{.metadata.name}{"|"}{.status.podIP}{"|"}{.metadata.labels.pod-template-hash}{"|"}{.status.conditions[?(@.type=="Ready")].status}{"|"}{.metadata.labels.serves}{"|"}{.metadata.deletionTimestamp}{"\n"}{end}' \
        | awk -F'|' 'NF >= 6 && $6 == "" { print $1 "|" $2 "|" $3 "|" $4 "|" $5 }'
}

# terminating VERSION: the names of its pods that are terminating.
terminating() {
    ask get pods --selector="app=messaging-app,version=$1" --output=jsonpath='{range .items[*]}{.metadata.name}{"|"}{.metadata.deletionTimestamp}{"\n"}{end}' \
        | awk -F'|' '$2 != "" { print $1 }'
}

# ready_names VERSION: the names of its ready pods, sorted.
ready_names() { pods "$1" | awk -F'|' '$4 == "True" { print $1 }' | sort; }

# hashes VERSION: the distinct pod-template-hashes of its pods.
hashes() { pods "$1" | awk -F'|' '{ print $3 }' | sort -u; }

# endpoint_names SERVICE: the pods that the Service sends traffic to, sorted.
endpoint_names() {
    ask get endpointslices.discovery.k8s.io --selector="kubernetes.io/service-name=$1" --output=go-template='{{range .items}}{{range .endpoints}}{{if .conditions.ready}}{{.targetRef.name}}{{"\n"}}{{end}}{{end}}{{end}}' \
        | sort -u
}

# pod_images VERSION: the distinct images of its pods that are not terminating, joined by ", ".
pod_images() {
    ask get pods --selector="app=messaging-app,version=$1" --output=jsonpath="{range .items[*]}{.spec.containers[?(@.name==\"$CONTAINER\")].image}{\"|\"}{.metadata.deletionTimestamp}{\"\n\"}{end}" \
        | awk -F'|' '$2 == "" && $1 != "" { print $1 }' | sort -u | awk '{ printf "%s%s", (NR > 1 ? ", " : ""), $0 }'
}

# ---- optimistic locking: writes fail if the object has changed since it was read

# snapshot DEPLOYMENT: resourceVersion|generation|observed generation|paused|verified hash|id of the latest deploy|image;
# nothing if the Deployment does not exist.
snapshot() {
    field deployment "$1" "{.metadata.resourceVersion}{\"|\"}{.metadata.generation}{\"|\"}{.status.observedGeneration}{\"|\"}{.spec.paused}{\"|\"}{.metadata.annotations.messaging/verified}{\"|\"}{.metadata.annotations.messaging/deploy}{\"|\"}{.spec.template.spec.containers[?(@.name==\"$CONTAINER\")].image}"
}

# snapshot_field NUMBER SNAPSHOT
snapshot_field() { printf '%s\n' "$2" | cut -d'|' -f"$1"; }

# try_patch DEPLOYMENT PATCH: 0 patched, 1 failed, 2 the resourceVersion in the patch is out of date; what kubectl printed
# is in the file patched.
try_patch() {
    work_folder
    if change patch deployment "$1" --type=strategic --patch="$2" >"$work/patched" 2>&1; then
        [ "$dry_run" != yes ] || cat "$work/patched"
        return 0
    fi
    case $(cat "$work/patched") in
        *'the object has been modified'* | *'(Conflict)'*) return 2 ;;
        *) return 1 ;;
    esac
}

# ---- rollouts

# progress DEPLOYMENT: generation|observed generation|wanted|all|updated|available|reason of the condition Progressing
progress() {
    field deployment "$1" '{.metadata.generation}{"|"}{.status.observedGeneration}{"|"}{.spec.replicas}{"|"}{.status.replicas}{"|"}{.status.updatedReplicas}{"|"}{.status.availableReplicas}{"|"}{.status.conditions[?(@.type=="Progressing")].reason}'
}

# show_progress LINE: prints a line of progress in words.
show_progress() {
    printf '%s\n' "$1" | awk -F'|' '{ printf "  %d wanted: %d new, %d available, %d in total\n", $3, $5, $6, $4 }'
}

# is_complete LINE: whether all pods are new and available, according to a line of progress.
is_complete() {
    local generation seen wanted all updated available
    IFS='|' read -r generation seen wanted all updated available _ <<<"$1"
    [ "${seen:-0}" -ge "$generation" ] && [ "${updated:-0}" = "$wanted" ] && [ "${all:-0}" = "$wanted" ] && [ "${available:-0}" = "$wanted" ]
}

# newest_hash VERSION: the pod-template-hash of its latest rollout.
newest_hash() {
    ask get replicasets --selector="app=messaging-app,version=$1" --output=jsonpath='{range .items[*]}{.metadata.annotations.deployment\.kubernetes\.io/revision}{"|"}{.metadata.labels.pod-template-hash}{"\n"}{end}' \
        | sort -t '|' -k 1,1n | awk -F'|' '{ hash = $2 } END { print hash }'
}

# rollout_stuck VERSION LINE: whether the rollout with that line of progress cannot complete; problem contains the reason.
# The controller gives up after ten minutes, but a pod reports much earlier that its image cannot be pulled or that it crashes
# repeatedly (the first crash may be due to a database that is still starting). It must report so five times in a row, and
# thirty times for an image that cannot be pulled: a registry may fail once, and the kubelet retries after 10 and 20 seconds.
# Pods of earlier rollouts are ignored, because this rollout may be about to replace them.
problem=
stuck=0
rollout_stuck() {
    local generation seen reason hash
    problem=
    IFS='|' read -r generation seen _ _ _ _ reason <<<"$2"
    [ "${seen:-0}" -ge "${generation:-0}" ] || return 1
    if [ "$reason" = ProgressDeadlineExceeded ]; then
        problem='the rollout makes no progress'
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

# ---- a private folder for temporary files

work_folder() {
    [ -n "$work" ] || work=$(mktemp -d "${TMPDIR:-/tmp}/$program.XXXXXX")
}

# ---- port-forward to one pod

# forward POD: opens a port-forward and sets forwarded to host:port.
forward() {
    local log attempt=0 pid
    work_folder
    log=$work/forward-$1
    : >"$log"
    # exec, so that the process ID is that of kubectl: killing the subshell would leave the port-forward running.
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
            warn "cannot connect to the pod $1: $(last_line "$(cat "$log")")"
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

# ---- the probe: a pod that sends requests through a Service, as clients do

# start_probe SERVICE IMAGE: the probe sends a request twice a second, each on a new connection, and logs a line for each:
# time, outcome and milliseconds. The outcome is the HTTP status, or refused (no connection), closed (connected, but the
# connection ended without a response) or timeout (no response in 15 s). The pod ends by itself after an hour, even
# if this program is killed.
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
            timeout 15 bash -c '{ exec 3<>/dev/tcp/\$1/\$2; } 2>/dev/null || exit 7
              printf "GET /api/v1/health/ HTTP/1.1\r\nHost: %s\r\nAccept: application/json\r\nConnection: close\r\n\r\n" "\$1" >&3
              read -r _ status _ <&3 && cat <&3 >/dev/null && printf "%s\n" "\$status"' once "\$1" "\$2" 2>/dev/null
          }
          trap 'exit 0' TERM
          while :; do
            begin=\${EPOCHREALTIME/[.,]/}
            outcome=\$(once "\$1" "\$2")
            case \$? in
              0) ;;
              7) outcome=refused ;;
              124) outcome=timeout ;;
              *) outcome=closed ;;
            esac
            end=\${EPOCHREALTIME/[.,]/}
            printf '%s %s %d\n' "\$(date -u +%Y-%m-%dT%H:%M:%SZ)" "\${outcome:-closed}" \$(((end - begin) / 1000))
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

# probe_lines: everything that the probe has logged.
probe_lines() { ask logs "$probe_pod" 2>/dev/null; }

# An answer that takes longer is slow. It is shown and counted, but a slow answer is a success and causes no rollback.
readonly SLOW_MILLIS=2000

# show_answers FROM FILE: shows the lines of FILE from number FROM on as ✓ or ✗.
show_answers() {
    local time outcome millis
    sed -n "$1,\$p" "$2" | while read -r time outcome millis; do
        if [ "$outcome" != 200 ]; then
            bad "$time $outcome (${millis:-0} ms)"
        elif [ "${millis:-0}" -ge "$SLOW_MILLIS" ]; then
            good "$time $outcome slow (${millis:-0} ms)"
        else
            good "$time $outcome (${millis:-0} ms)"
        fi
    done
}

# find_outage FROM FILE: prints why the answers from line FROM on are an outage for users, or nothing if they are not.
# Clients retry failed requests, so a single failure between good answers is not an outage. These are:
# - three failures in a row: the request and two retries of a client
# - no good answer for 20 seconds
# - five failures among 30 answers: one of several pods is faulty
# - ten answers in a row that took more than 5 seconds each
find_outage() {
    awk -v from="$1" '
        NR < from { next }
        {
            failed[NR] = $2 != 200
            in_row = failed[NR] ? in_row + 1 : 0
            down = failed[NR] ? down + $3 : 0
            slow = !failed[NR] && $3 > 5000 ? slow + 1 : 0
            recent += failed[NR] - (NR - 30 >= from ? failed[NR - 30] : 0)
            if (in_row >= 3) why = in_row " requests in a row failed, the last one with " $2
            else if (down >= 20000) why = "no good answer for " int(down / 1000) " s"
            else if (recent >= 5) why = recent " of " (NR - from + 1 < 30 ? NR - from + 1 : 30) " requests failed, the last one with " $2
            else if (slow >= 10) why = slow " answers in a row took more than 5 s"
            if (why != "") { print why; exit }
        }' "$2"
}

# last_failed FILE: whether the latest request failed, so that the next ones must show whether it was an outage.
last_failed() { [ "$(awk 'END { print $2 }' "$1")" != 200 ]; }

# count_answers FROM FILE: lines for a summary: the number of good and failed answers, and of slow ones.
count_answers() {
    awk -v from="$1" -v limit="$SLOW_MILLIS" '
        NR < from { next }
        $2 == 200 { good++; if ($3 >= limit) slow++; if ($3 > slowest) slowest = $3; next }
        { bad++; kinds[$2]++ }
        END {
            for (kind in kinds) text = text (text == "" ? "" : ", ") kinds[kind] " " kind
            printf "%d ✓, %d ✗%s\n%d over %d s, the slowest took %d ms\n", good, bad, (text == "" ? "" : " (" text ")"), slow, limit / 1000, slowest
        }' "$2"
}

stop_probe() {
    [ -z "$probe_pod" ] || ask delete pod "$probe_pod" --now --wait=false --ignore-not-found >/dev/null 2>&1 \
        || warn "the pod $probe_pod could not be deleted; it ends within an hour, or run: kubectl --namespace=$namespace delete pod $probe_pod"
    probe_pod=
}

image_of() { field deployment "$1" "{.spec.template.spec.containers[?(@.name==\"$CONTAINER\")].image}"; }

# random BYTES: as hexadecimal digits.
random() { od -An -N"$1" -tx1 /dev/urandom | tr -d ' \n'; }

now() { date -u +%Y-%m-%dT%H:%M:%SZ; }

# ---- cleaning up

# Scripts with more to clean up redefine this.
clean_up_more() { :; }

# Prints the cluster's state after an interruption. Each script redefines this.
describe_state() { :; }

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
    # A second Ctrl-C must not interrupt the cleanup.
    trap '' INT TERM HUP
    set +e
    printf '\n' >&8
    warn "interrupted. $(describe_state)"
    exit "$INTERRUPTED"
}

trap clean_up EXIT
trap interrupted INT TERM HUP
