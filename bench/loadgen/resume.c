#include "clock.h"
#include "fail.h"
#include "histogram.h"
#include "message.h"
#include "reader.h"
#include "scenarios.h"
#include "usage.h"

#include <stdio.h>
#include <stdlib.h>

static const uint64_t AFTERWARDS_NS = 2ull * 1000000000;

// A bit per reader and message, so that one that comes twice is seen.
static uint8_t *seen;
static size_t seen_bytes;
static int message_count, expected, whole;
static uint64_t last_whole_ns;
static Histogram times;

static void received(Reader *reader, const uint8_t *payload, size_t length, uint64_t now) {
  Stamp stamp;
  if (!message_read(payload, length, &stamp) || stamp.number >= (uint32_t)message_count) {
    fail("a message came that was not missed: %.*s", (int)length, (const char *)payload);
  }
  uint8_t *bits = seen + (size_t)reader->index * seen_bytes;
  uint8_t bit = (uint8_t)(1u << (stamp.number % 8));
  if (bits[stamp.number / 8] & bit) {
    fail("reader %d got message %u twice", reader->index, stamp.number);
  }
  bits[stamp.number / 8] |= bit;
  if (reader->received == (uint32_t)expected) {
    whole++;
    last_whole_ns = now;
    histogram_add(&times, now - reader->started_ns);
  } else if (reader->received > (uint32_t)expected) {
    fail("reader %d got more than the %d messages that it missed", reader->index, expected);
  }
}

void resume(const Options *options) {
  message_count = options->messages;
  expected = options->expect;
  seen_bytes = (size_t)(message_count + 7) / 8;
  seen = calloc((size_t)options->readers, seen_bytes);
  double server = options->pid_count ? usage_of(options->pids[0]) : 0;
  double generator = usage_of_self();
  uint64_t start = now_ns();
  Reader *readers = calloc((size_t)options->readers, sizeof *readers);
  readers_open(readers, options, received);
  uint64_t deadline = start + (uint64_t)(options->patience_seconds * 1e9);
  while (whole < options->readers) {
    loop_run_until(now_ns() + 100000000ull);
    if (now_ns() > deadline) {
      fail("%d of %d readers were whole in time", whole, options->readers);
    }
  }
  double server_seconds = options->pid_count ? usage_of(options->pids[0]) - server : 0;
  double generator_seconds = usage_of_self() - generator;
  // What comes twice may come late.
  uint64_t end = now_ns() + AFTERWARDS_NS;
  while (now_ns() < end) {
    loop_run_until(end);
  }
  printf("{\"readers\":%d,\"seconds\":%.3f,\"serverSeconds\":%.2f,\"generatorSeconds\":%.3f,\"bytes\":%llu,\"reader\":", options->readers,
         (double)(last_whole_ns - start) / 1e9, server_seconds, generator_seconds, (unsigned long long)reader_totals.bytes);
  histogram_print(&times);
  printf("}\n");
}
