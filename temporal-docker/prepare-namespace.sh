#!/bin/sh
# Makes the namespace with its retention and search attributes; what is there stays, so that it may run at
# each start. Settings: TEMPORAL_ADDRESS TEMPORAL_NAMESPACE.
set -eu
: "${TEMPORAL_ADDRESS:?}" "${TEMPORAL_NAMESPACE:?}"

# Histories are kept ten years: the evidence is the ledger, but an operator can still look.
retention=3650d
# What operators can filter by; ids and search attributes carry no personal data.
search_attributes='CaseNo=Keyword Procedure=Keyword Organ=Keyword DueAt=Datetime Overdue=Bool'
attempts=60

# Repeats a command until it succeeds: the first seconds of a server answer with errors.
until_done() {
  attempt=1
  until "$@" >/tmp/answer 2>&1; do
    if [ "$attempt" -ge "$attempts" ]; then
      cat /tmp/answer >&2
      echo "gave up after $attempts attempts: $*" >&2
      exit 1
    fi
    attempt=$((attempt + 1))
    sleep 2
  done
}

namespace_is_there() {
  temporal operator namespace describe --namespace "$TEMPORAL_NAMESPACE" ||
    temporal operator namespace create --namespace "$TEMPORAL_NAMESPACE" --retention "$retention"
}

has_attribute() {
  temporal operator search-attribute list --namespace "$TEMPORAL_NAMESPACE" |
    grep -Eq "^ *$1 +$2 *$"
}

attribute_is_there() {
  has_attribute "$1" "$2" ||
    temporal operator search-attribute create --namespace "$TEMPORAL_NAMESPACE" --name "$1" --type "$2"
  has_attribute "$1" "$2"
}

until_done temporal operator cluster health
until_done namespace_is_there
until_done temporal operator namespace update --namespace "$TEMPORAL_NAMESPACE" --retention "$retention"
for attribute in $search_attributes; do
  until_done attribute_is_there "${attribute%%=*}" "${attribute##*=}"
done
echo "namespace $TEMPORAL_NAMESPACE is ready: retention $retention; $search_attributes"
