#include "clock.h"
#include "reader.h"
#include "scenarios.h"

#include <stdio.h>
#include <stdlib.h>

static void received(Reader *reader, const uint8_t *payload, size_t length, uint64_t now) {
  (void)reader, (void)payload, (void)length, (void)now;
}

void idle(const Options *options) {
  uint64_t start = now_ns();
  Reader *readers = calloc((size_t)options->readers, sizeof *readers);
  readers_open(readers, options, received);
  loop_keep_on_input();
  printf("{\"opened\":%d,\"seconds\":%.3f}\n", options->readers, (double)(now_ns() - start) / 1e9);
  fflush(stdout);
  while (!loop_input_closed()) {
    loop_run_until(now_ns() + 1000000000ull);
  }
}
