#include "reader.h"

#include "clock.h"
#include "fail.h"
#include "protocol.h"
#include "websocket.h"

#include <arpa/inet.h>
#include <errno.h>
#include <netinet/in.h>
#include <netinet/tcp.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/epoll.h>
#include <sys/socket.h>
#include <unistd.h>

// Room for the largest frame: a ready with the heads of all channels.
enum { BUFFER_BYTES = 1024 * 1024, READ_BYTES = 256 * 1024 };

ReaderTotals reader_totals;

static const Options *options;
static MessageReceived message_received;
static uint8_t buffer[BUFFER_BYTES];

static void upgrade(Reader *reader) {
  char request[512];
  int length = snprintf(request, sizeof request,
                        "GET %s HTTP/1.1\r\nHost: 127.0.0.1:%d\r\nUpgrade: websocket\r\nConnection: Upgrade\r\n"
                        "Sec-WebSocket-Key: dGhlIHNhbXBsZSBub25jZQ==\r\nSec-WebSocket-Version: 13\r\n\r\n",
                        protocol_path(options->protocol, reader->publishes), options->port);
  send_all(reader->watched.fd, request, (size_t)length);
  reader->state = READER_UPGRADING;
  loop_change(&reader->watched, EPOLLIN);
}

static void connected(Reader *reader) {
  int error = 0;
  socklen_t size = sizeof error;
  getsockopt(reader->watched.fd, SOL_SOCKET, SO_ERROR, &error, &size);
  if (error) {
    fail("connection %d: %s", reader->index, strerror(error));
  }
  upgrade(reader);
}

// Returns how many bytes the answer takes; 0 when it is not whole yet.
static size_t upgraded(Reader *reader, const uint8_t *bytes, size_t length) {
  for (size_t end = 4; end <= length; end++) {
    if (memcmp(bytes + end - 4, "\r\n\r\n", 4)) {
      continue;
    }
    if (memcmp(bytes, "HTTP/1.1 101", 12)) {
      fail("connection %d was not upgraded: %.*s", reader->index, (int)(length < 300 ? length : 300), (const char *)bytes);
    }
    reader->state = READER_JOINING;
    if (protocol_opened(options->protocol, reader)) {
      reader->state = READER_JOINED;
      reader_totals.joined++;
    }
    return end;
  }
  return 0;
}

static void handle_message(Reader *reader, const uint8_t *payload, size_t length, uint64_t now) {
  const ProtocolNews *news = protocol_receive(options->protocol, reader, payload, length);
  if (news->joined) {
    reader->state = READER_JOINED;
    reader_totals.joined++;
  }
  if (news->message_count > 0 && !reader->publishes) {
    reader->received += (uint32_t)news->message_count;
    reader_totals.received += (uint64_t)news->message_count;
    for (int index = 0; index < news->message_count; index++) {
      message_received(reader, news->messages[index].start, news->messages[index].length, now);
    }
  }
}

static void handle_piece(Reader *reader, const Frame *frame, uint64_t now) {
  reader->pieces = realloc(reader->pieces, reader->piece_bytes + frame->length);
  memcpy(reader->pieces + reader->piece_bytes, frame->payload, frame->length);
  reader->piece_bytes += frame->length;
  if (frame->is_final) {
    handle_message(reader, reader->pieces, reader->piece_bytes, now);
    free(reader->pieces);
    reader->pieces = NULL;
    reader->piece_bytes = 0;
  }
}

static void handle(Reader *reader, const Frame *frame, uint64_t now) {
  switch (frame->opcode) {
    case OPCODE_PING:
      websocket_send(reader->watched.fd, OPCODE_PONG, frame->payload, frame->length);
      return;
    case OPCODE_CLOSE:
      fail("connection %d was closed with %d", reader->index, frame->length >= 2 ? frame->payload[0] << 8 | frame->payload[1] : 0);
    case OPCODE_PONG:
      return;
    default:
      break;
  }
  if (frame->opcode == OPCODE_MORE || !frame->is_final) {
    handle_piece(reader, frame, now);
  } else {
    handle_message(reader, frame->payload, frame->length, now);
  }
}

static size_t take(Reader *reader, uint8_t *bytes, size_t length, uint64_t now) {
  if (reader->state == READER_UPGRADING) {
    return upgraded(reader, bytes, length);
  }
  Frame frame;
  size_t taken = websocket_parse(bytes, length, &frame);
  if (taken > 0) {
    handle(reader, &frame, now);
  }
  return taken;
}

static void carry(Reader *reader, const uint8_t *bytes, size_t length) {
  if (length == 0) {
    free(reader->carried);
    reader->carried = NULL;
  } else {
    reader->carried = realloc(reader->carried, length);
    memcpy(reader->carried, bytes, length);
  }
  reader->carried_bytes = length;
}

static void reader_ready(Watched *watched, uint32_t events) {
  (void)events;
  Reader *reader = (Reader *)watched;
  if (reader->state == READER_CONNECTING) {
    connected(reader);
    return;
  }
  size_t filled = reader->carried_bytes;
  if (filled + READ_BYTES > BUFFER_BYTES) {
    fail("connection %d gets a frame that is larger than %d bytes", reader->index, BUFFER_BYTES);
  }
  if (filled > 0) {
    memcpy(buffer, reader->carried, filled);
  }
  ssize_t got = read(watched->fd, buffer + filled, READ_BYTES);
  if (got < 0 && errno == EAGAIN) {
    return;
  }
  if (got <= 0) {
    fail("connection %d ended: %s", reader->index, got < 0 ? strerror(errno) : "the server hung up");
  }
  uint64_t now = now_ns();
  if (!reader->publishes) {
    reader_totals.reads++;
    reader_totals.bytes += (uint64_t)got;
  }
  filled += (size_t)got;
  size_t position = 0, taken;
  while (position < filled && (taken = take(reader, buffer + position, filled - position, now)) > 0) {
    position += taken;
  }
  if (position < filled || reader->carried) {
    carry(reader, buffer + position, filled - position);
  }
}

void reader_start(Reader *reader, int index, int publishes, const Options *chosen, MessageReceived received) {
  options = chosen;
  if (!publishes) {
    message_received = received;
  }
  *reader = (Reader){.watched = {.ready = reader_ready}, .index = index, .publishes = publishes, .started_ns = now_ns()};
  int fd = socket(AF_INET, SOCK_STREAM | SOCK_NONBLOCK | SOCK_CLOEXEC, 0);
  if (fd < 0) {
    fail("socket: %s", strerror(errno));
  }
  int one = 1;
  setsockopt(fd, IPPROTO_TCP, TCP_NODELAY, &one, sizeof one);
  struct sockaddr_in address = {.sin_family = AF_INET, .sin_port = htons((uint16_t)options->port), .sin_addr.s_addr = htonl(INADDR_LOOPBACK)};
  reader->watched.fd = fd;
  if (connect(fd, (struct sockaddr *)&address, sizeof address) && errno != EINPROGRESS) {
    fail("connect: %s", strerror(errno));
  }
  loop_add(&reader->watched, EPOLLOUT);
}

void readers_open(Reader *readers, const Options *chosen, MessageReceived received) {
  uint64_t deadline = now_ns() + (uint64_t)(chosen->patience_seconds * 1e9);
  int before = reader_totals.joined;
  int started = 0;
  while (reader_totals.joined - before < chosen->readers) {
    while (started < chosen->readers && started - (reader_totals.joined - before) < chosen->opening) {
      reader_start(&readers[started], started, 0, chosen, received);
      started++;
    }
    loop_run_until(now_ns() + 100000000ull);
    if (now_ns() > deadline) {
      fail("%d of %d readers joined in time", reader_totals.joined - before, chosen->readers);
    }
  }
}
