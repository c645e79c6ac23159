#define _GNU_SOURCE
#include "message.h"

#include <stdio.h>
#include <string.h>

static const char BEFORE[] = "\"text\":\"#";
enum { NUMBER_DIGITS = 10, DUE_DIGITS = 19, STAMP_BYTES = 1 + NUMBER_DIGITS + 2 + DUE_DIGITS + 1 };

void message_write(char *text, size_t bytes, Stamp stamp) {
  static const char filler[] = "as long as people write in a chat, about a line, ";
  int length = snprintf(text, bytes + 1, "#%010u @%019llu ", stamp.number, (unsigned long long)stamp.due_ns);
  for (size_t index = (size_t)length, next = 0; index < bytes; index++, next = (next + 1) % (sizeof filler - 1)) {
    text[index] = filler[next];
  }
  text[bytes] = 0;
}

static uint64_t digits(const uint8_t *from, int count) {
  uint64_t value = 0;
  for (int index = 0; index < count; index++) {
    value = value * 10 + (uint64_t)(from[index] - '0');
  }
  return value;
}

int message_read(const uint8_t *payload, size_t length, Stamp *stamp) {
  const uint8_t *found = memmem(payload, length, BEFORE, sizeof BEFORE - 1);
  if (!found || (size_t)(payload + length - found) < sizeof BEFORE - 1 + STAMP_BYTES) {
    return 0;
  }
  const uint8_t *number = found + sizeof BEFORE - 1;
  stamp->number = (uint32_t)digits(number, NUMBER_DIGITS);
  stamp->due_ns = digits(number + NUMBER_DIGITS + 2, DUE_DIGITS);
  return 1;
}
