#pragma once
#include "options.h"
#include "reader.h"

// What a frame brought.
typedef struct {
  int joined;
  int message_count;
  struct {
    const uint8_t *start;
    size_t length;
  } messages[256];
} ProtocolNews;

const char *protocol_path(ProtocolKind kind, int publishes);

// The first frame that each reader sends, a line each; only Parley's differ from reader to reader.
void protocol_read_frames(const char *path, int readers);

// The upgrade is done. Returns 1 when the connection has joined by that alone.
int protocol_opened(ProtocolKind kind, Reader *reader);

// The answer is good until the next call.
const ProtocolNews *protocol_receive(ProtocolKind kind, Reader *reader, const uint8_t *payload, size_t length);

// Sends a message to the room over the publisher's WebSocket.
void protocol_publish(ProtocolKind kind, Reader *publisher, const char *message, size_t length);
