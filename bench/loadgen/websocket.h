#pragma once
#include <stddef.h>
#include <stdint.h>

enum { OPCODE_MORE = 0, OPCODE_TEXT = 1, OPCODE_CLOSE = 8, OPCODE_PING = 9, OPCODE_PONG = 10 };

typedef struct {
  int opcode;
  // 0: more of the message follows in further frames of opcode 0.
  int is_final;
  uint8_t *payload;
  size_t length;
} Frame;

// The first frame of the bytes.
// Returns how many bytes it takes; 0 when it is not whole yet.
size_t websocket_parse(uint8_t *bytes, size_t length, Frame *frame);

void websocket_send(int fd, int opcode, const void *payload, size_t length);

// Writes everything, waiting for room for at most a few seconds.
void send_all(int fd, const void *bytes, size_t length);
