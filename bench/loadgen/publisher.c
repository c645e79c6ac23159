#include "publisher.h"

#include "clock.h"
#include "fail.h"
#include "poster.h"
#include "protocol.h"

#include <stdio.h>

static const Options *options;
static Reader publisher;
static uint64_t sent;

void publisher_open(const Options *chosen) {
  options = chosen;
  if (options->posters > 0) {
    posters_open(options);
    return;
  }
  int joined = reader_totals.joined;
  uint64_t deadline = now_ns() + (uint64_t)(options->patience_seconds * 1e9);
  reader_start(&publisher, 0, 1, options, NULL);
  while (reader_totals.joined == joined) {
    loop_run_until(now_ns() + 100000000ull);
    if (now_ns() > deadline) {
      fail("the publisher was not let in");
    }
  }
}

int publisher_is_free(void) {
  return options->posters == 0 || posters_are_free();
}

// The fields that Parley's message.posted has, so that the baselines carry as much.
static size_t write_event(char *event, size_t room, Stamp stamp) {
  char text[1024];
  message_write(text, (size_t)options->text_bytes, stamp);
  int written = snprintf(event, room,
                         "{\"type\":\"message.posted\",\"channelId\":\"019a0000-0000-7000-8000-000000000001\",\"seq\":%u,"
                         "\"at\":\"2026-01-01T00:00:00.000Z\",\"actorId\":\"019a0000-0000-7000-8000-000000000002\","
                         "\"data\":{\"text\":\"%s\"}}",
                         stamp.number, text);
  return (size_t)written;
}

void publisher_post(Stamp stamp) {
  sent++;
  if (options->posters > 0) {
    posters_post(stamp);
    return;
  }
  char event[2048];
  size_t length = write_event(event, sizeof event, stamp);
  protocol_publish(options->protocol, &publisher, event, length);
}

uint64_t publisher_sent(void) {
  return sent;
}

uint64_t publisher_taken(void) {
  return options->posters > 0 ? posters_taken() : sent;
}
