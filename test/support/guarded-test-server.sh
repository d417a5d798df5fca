#!/bin/sh
# Stands in for the time-skipping test server that the SDK starts, and ends it when the run that started it is gone, also
# when that was killed. The SDK leaves no pipe to wait on, so the watch looks once a second.
{ while kill -0 "$PPID" && kill -0 $$; do sleep 1; done; kill -KILL $$; } >/dev/null 2>&1 &
exec "$TEST_SERVER_EXECUTABLE" "$@"
