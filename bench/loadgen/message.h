#pragma once
#include <stddef.h>
#include <stdint.h>

// The text of a message says which one it is and when it was due: "#0000000042 @0000012345678901234 filler...".
typedef struct {
  uint32_t number;
  uint64_t due_ns;
} Stamp;

// Writes a text of exactly so many bytes, of characters that JSON leaves as they are.
void message_write(char *text, size_t bytes, Stamp stamp);

// Finds the text in a payload. Returns 0 when there is none.
int message_read(const uint8_t *payload, size_t length, Stamp *stamp);
