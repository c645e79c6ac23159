#include "clock.h"
#include "fail.h"
#include "histogram.h"
#include "message.h"
#include "protocol.h"
#include "publisher.h"
#include "reader.h"
#include "scenarios.h"
#include "usage.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

static const uint64_t DRAIN_NS = 30ull * 1000000000;

// Each delivery, and each post until its last reader has it.
static Histogram deliveries, posts;

// By message number: readers that have it. Only in a paced phase, where there are few.
static uint32_t *readers_of;
static uint32_t numbers;
static int sample = 1;
static int reader_count;

static void received(Reader *reader, const uint8_t *payload, size_t length, uint64_t now) {
  if (reader->index % sample != 0) {
    return;
  }
  Stamp stamp;
  if (!message_read(payload, length, &stamp)) {
    fail("a message came without its stamp: %.*s", (int)length, (const char *)payload);
  }
  uint64_t late = now > stamp.due_ns ? now - stamp.due_ns : 0;
  histogram_add(&deliveries, late);
  if (readers_of && stamp.number < numbers && ++readers_of[stamp.number] == (uint32_t)reader_count) {
    histogram_add(&posts, late);
  }
}

// Posts under way: not yet with every reader, or without readers not yet answered.
static uint64_t under_way(uint64_t sent_before, uint64_t received_before, uint64_t taken_before) {
  uint64_t sent = publisher_sent() - sent_before;
  uint64_t done = reader_count > 0 ? (reader_totals.received - received_before) / (uint64_t)reader_count : publisher_taken() - taken_before;
  return sent - done;
}

typedef struct {
  double servers[MAX_PIDS];
  Usage threads;
  double generator;
  uint64_t at, sent, taken, received, bytes, reads;
} Snapshot;

static Snapshot take_snapshot(const Options *options) {
  Snapshot snapshot = {.generator = usage_of_self(),
                       .at = now_ns(),
                       .sent = publisher_sent(),
                       .taken = publisher_taken(),
                       .received = reader_totals.received,
                       .bytes = reader_totals.bytes,
                       .reads = reader_totals.reads};
  for (int index = 0; index < options->pid_count; index++) {
    snapshot.servers[index] = usage_of(options->pids[index]);
  }
  if (options->threads && options->pid_count > 0) {
    snapshot.threads = usage_of_threads(options->pids[0], options->threads);
  }
  return snapshot;
}

static void post_paced(const Phase *phase, const Snapshot *from) {
  uint64_t end = from->at + (uint64_t)(phase->seconds * 1e9);
  uint64_t due = from->at;
  while (due < end) {
    loop_run_until(publisher_is_free() ? due : now_ns() + 1000000);
    // A post that waits for a free connection keeps the time at which it was due: an open loop.
    while (due < end && due <= now_ns() && publisher_is_free()) {
      publisher_post((Stamp){.number = (uint32_t)publisher_sent(), .due_ns = due});
      uint64_t times = (publisher_sent() - from->sent) / (uint64_t)phase->at_once;
      due = from->at + (uint64_t)((double)times * (double)phase->at_once * 1e9 / phase->rate);
    }
  }
}

static void post_saturated(const Options *options, const Phase *phase, const Snapshot *from) {
  uint64_t end = from->at + (uint64_t)(phase->seconds * 1e9);
  while (now_ns() < end) {
    while (publisher_is_free() && under_way(from->sent, from->received, from->taken) < (uint64_t)options->window) {
      publisher_post((Stamp){.number = (uint32_t)publisher_sent(), .due_ns = now_ns()});
    }
    loop_run_until(now_ns() + 5000000);
  }
}

// What was posted in a phase is delivered in it, so that its costs are its own.
static void drain(const Snapshot *from) {
  uint64_t deadline = now_ns() + DRAIN_NS;
  uint64_t wanted = (publisher_sent() - from->sent) * (uint64_t)reader_count;
  while (reader_totals.received - from->received < wanted || publisher_taken() - from->taken < publisher_sent() - from->sent) {
    loop_run_until(now_ns() + 1000000);
    if (now_ns() > deadline) {
      fail("%llu deliveries of %llu came", (unsigned long long)(reader_totals.received - from->received), (unsigned long long)wanted);
    }
  }
}

static void print_phase(const Options *options, const Phase *phase, const Snapshot *from, const Snapshot *to) {
  printf("{\"name\":\"%s\",\"seconds\":%.3f,\"posts\":%llu,\"deliveries\":%llu,\"bytes\":%llu,\"reads\":%llu,\"generatorSeconds\":%.3f,\"serverSeconds\":[",
         phase->name, (double)(to->at - from->at) / 1e9, (unsigned long long)(to->sent - from->sent), (unsigned long long)(to->received - from->received),
         (unsigned long long)(to->bytes - from->bytes), (unsigned long long)(to->reads - from->reads), to->generator - from->generator);
  for (int index = 0; index < options->pid_count; index++) {
    printf("%s%.2f", index ? "," : "", to->servers[index] - from->servers[index]);
  }
  printf("],\"threadUserSeconds\":%.2f,\"threadSystemSeconds\":%.2f,\"delivery\":", to->threads.user - from->threads.user, to->threads.system - from->threads.system);
  histogram_print(&deliveries);
  printf(",\"post\":");
  histogram_print(&posts);
  printf("}");
}

static void run_phase(const Options *options, const Phase *phase) {
  histogram_clear(&deliveries);
  histogram_clear(&posts);
  sample = phase->rate > 0 ? 1 : options->sample;
  numbers = phase->rate > 0 ? (uint32_t)(publisher_sent() + (uint64_t)(phase->rate * phase->seconds) + (uint64_t)phase->at_once + 1) : 0;
  readers_of = phase->rate > 0 ? calloc(numbers, sizeof *readers_of) : NULL;
  Snapshot from = take_snapshot(options);
  if (phase->rate > 0) {
    post_paced(phase, &from);
  } else {
    post_saturated(options, phase, &from);
  }
  drain(&from);
  Snapshot to = take_snapshot(options);
  print_phase(options, phase, &from, &to);
  free(readers_of);
  readers_of = NULL;
}

// Nothing came twice, and nothing in place of what is missing.
static void check(const Reader *readers) {
  for (int index = 0; index < reader_count; index++) {
    if (readers[index].received != publisher_sent()) {
      fail("reader %d got %u messages of %llu", index, readers[index].received, (unsigned long long)publisher_sent());
    }
  }
}

void fan_out(const Options *options) {
  reader_count = options->readers;
  Reader *readers = calloc((size_t)options->readers + 1, sizeof *readers);
  readers_open(readers, options, received);
  publisher_open(options);
  // What joining causes, such as presence, is over before the first phase.
  uint64_t settled = now_ns() + 2000000000ull;
  while (now_ns() < settled) {
    loop_run_until(settled);
  }
  printf("{\"readers\":%d,\"phases\":[", options->readers);
  for (int index = 0; index < options->phase_count; index++) {
    printf("%s", index ? "," : "");
    run_phase(options, &options->phases[index]);
  }
  printf("]}\n");
  check(readers);
}
