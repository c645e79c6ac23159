// The load generator of the benchmarks: thousands of WebSockets in one thread over epoll, so that the machine's time goes to the server under test.
// It speaks the protocol of each server that is compared (protocol.c), posts, counts and checks every delivery, and prints one line of JSON.
#include "loop.h"
#include "options.h"
#include "protocol.h"
#include "scenarios.h"

#include <sys/resource.h>

// Every reader is a descriptor.
static void raise_descriptors(void) {
  struct rlimit limit;
  getrlimit(RLIMIT_NOFILE, &limit);
  limit.rlim_cur = limit.rlim_max;
  setrlimit(RLIMIT_NOFILE, &limit);
}

int main(int count, char **arguments) {
  Options options = options_parse(count, arguments);
  raise_descriptors();
  loop_start();
  if (options.frames) {
    protocol_read_frames(options.frames, options.readers);
  }
  switch (options.scenario) {
    case SCENARIO_FAN_OUT:
      fan_out(&options);
      break;
    case SCENARIO_IDLE:
      idle(&options);
      break;
    case SCENARIO_RESUME:
      resume(&options);
      break;
  }
  return 0;
}
