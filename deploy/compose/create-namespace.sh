#!/bin/sh
# Runs are kept for a week after their end: what auditors need is in the audit store.
set -eu
temporal operator namespace describe --namespace "$TEMPORAL_NAMESPACE" ||
  temporal operator namespace create --namespace "$TEMPORAL_NAMESPACE" --retention 7d
