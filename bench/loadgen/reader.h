#pragma once
#include "loop.h"
#include "options.h"

#include <stddef.h>

typedef enum { READER_CONNECTING, READER_UPGRADING, READER_JOINING, READER_JOINED } ReaderState;

// One WebSocket to the server: a reader of the room, or the one that publishes into it.
typedef struct Reader {
  Watched watched;
  ReaderState state;
  int index;
  int publishes;
  // How far the joining of its protocol has got.
  int step;
  // Messages received.
  uint32_t received;
  uint64_t started_ns;
  // The start of a frame whose end has not come yet; NULL while there is none, so that idle readers hold nothing.
  uint8_t *carried;
  size_t carried_bytes;
  // The frames so far of a message that is sent in several, as SignalR does; NULL between messages.
  uint8_t *pieces;
  size_t piece_bytes;
} Reader;

typedef struct {
  // Of all readers.
  uint64_t received;
  uint64_t bytes;
  uint64_t reads;
  int joined;
} ReaderTotals;

extern ReaderTotals reader_totals;

// Called for each message that a reader receives, with the time of the read that brought it.
typedef void (*MessageReceived)(Reader *reader, const uint8_t *payload, size_t length, uint64_t now);

// The one that publishes takes no notice of messages: NULL.
void reader_start(Reader *reader, int index, int publishes, const Options *options, MessageReceived received);

// Opens all readers, so many handshakes at once, and returns when each has joined; each reader's start is noted.
void readers_open(Reader *readers, const Options *options, MessageReceived received);
